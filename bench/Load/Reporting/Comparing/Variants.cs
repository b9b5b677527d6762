namespace OrderRelay.Load.Reporting.Comparing;

/// <summary>What a comparison knows of its variants, in the order of its tables.</summary>
internal static class Variants
{
    /// <summary>Kestrel alone: nothing on this stack can be faster.</summary>
    public const string Bare = "bare";

    /// <summary>OrderRelay without its projection.</summary>
    public const string RelayAcks = "relay-acks";

    /// <summary>OrderRelay as it ships.</summary>
    public const string Relay = "relay";

    private static readonly (string Name, string Title)[] Known =
    [
        (Bare, "bare Kestrel"),
        (RelayAcks, "OrderRelay, acknowledging only"),
        (Relay, "OrderRelay"),
        ("inbox", "ASP.NET Core + PostgreSQL inbox"),
        ("masstransit", "ASP.NET Core + MassTransit + RabbitMQ"),
        ("bullmq", "fastify + BullMQ + Redis"),
    ];

    public static string Title(string name) => Array.Find(Known, known => known.Name == name).Title ?? name;

    public static int Position(string name)
    {
        var index = Array.FindIndex(Known, known => known.Name == name);
        return index < 0 ? Known.Length : index;
    }

    public static bool IsPeer(string name) => name is not (Bare or RelayAcks or Relay);
}
