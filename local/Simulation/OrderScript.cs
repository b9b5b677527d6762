namespace OrderRelay.Local.Simulation;

/// <summary>Who, where and what of one generated order: all that its bodies repeat.</summary>
internal sealed record OrderScript
{
    public required string OrderId { get; init; }

    public required string PartnerOrderId { get; init; }

    public required string Number { get; init; }

    public required CastStore Store { get; init; }

    public required string StoreId { get; init; }

    public required string Customer { get; init; }

    public required string Phone { get; init; }

    public required string Driver { get; init; }

    public required string DriverId { get; init; }

    public required string Tracking { get; init; }

    public required decimal Total { get; init; }

    public required IReadOnlyList<ScriptItem> Items { get; init; }

    public static OrderScript ForCaptain(Random random, int number) => Draw(random, number) with { OrderId = random.Hex(12) };

    public static OrderScript ForAbbiamo(Random random, int number) => Draw(random, number) with { OrderId = random.Uuid() };

    private static OrderScript Draw(Random random, int number)
    {
        var store = random.Pick(Cast.Stores);
        return new()
        {
            OrderId = "",
            PartnerOrderId = random.Uuid(),
            Number = $"{number + 101}",
            Store = store,
            StoreId = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(store.Slug)).AsSpan(0, 6)),
            Customer = random.Pick(Cast.Customers),
            Phone = $"+1202555{random.Next(100, 200):0000}",
            Driver = random.Pick(Cast.Drivers),
            DriverId = random.Hex(12),
            Tracking = random.Hex(7),
            Total = random.Next(900, 9000) / 100m,
            Items = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => ScriptItem.Draw(random))],
        };
    }
}

/// <summary>One dish of an order.</summary>
internal sealed record ScriptItem(string Id, string Name, int Quantity, string Printer)
{
    public static ScriptItem Draw(Random random)
        => new(random.Hex(12), random.Pick(Cast.Dishes), random.Next(1, 4), random.Pick(Cast.Printers));
}
