namespace OrderRelay.Core.Orders;

/// <summary>Who, where and what of a packed state or event, without items, which follow in their own form. Events are stored like this:
/// another form of any of it is another form of <see cref="PackedEvent"/>.</summary>
internal static class PackedFacts
{
    public static void Write(PackedWriter writer, OrderFacts facts)
    {
        if (writer.Has(ReferenceEquals(facts, OrderFacts.None) ? null : facts) is null)
        {
            return;
        }

        Write(writer, facts.Store);
        Write(writer, facts.References);
        writer.Text(facts.Kind);
        writer.Text(facts.Channel);
        writer.Text(facts.Carrier);
        writer.Text(facts.PaymentStatus);
        writer.Amount(facts.Total);
        writer.Instant(facts.PreparationStartedAt);
        writer.Instant(facts.PreparationCompletedAt);
        if (writer.Has(facts.Failure) is { } failure)
        {
            writer.Number(failure.Code);
            writer.Text(failure.Message);
            writer.Text(failure.DriverMessage);
        }

        writer.Text(facts.TrackingLink);
        Write(writer, facts.Recipient);
        if (writer.Has(facts.Driver) is { } driver)
        {
            writer.Text(driver.Name);
            writer.Text(driver.Document);
            writer.Text(driver.Phone);
        }

        if (writer.Has(facts.PassedThrough) is { } passedThrough)
        {
            writer.Bytes(passedThrough.Json);
        }
    }

    public static OrderFacts Read(ref PackedReader reader) => !reader.Has() ? OrderFacts.None : new()
    {
        Store = reader.Has()
            ? new() { Id = reader.Word(), ExternalId = reader.Word(), BusinessExternalId = reader.Word(), Name = reader.Word(), DocumentNumber = reader.Word() }
            : null,
        References = ReadReferences(ref reader),
        Kind = reader.Word(),
        Channel = reader.Word(),
        Carrier = reader.Word(),
        PaymentStatus = reader.Word(),
        Total = reader.Amount(),
        PreparationStartedAt = reader.InstantOrNull(),
        PreparationCompletedAt = reader.InstantOrNull(),
        Failure = reader.Has() ? new() { Code = reader.NumberOrNull(), Message = reader.Text(), DriverMessage = reader.Text() } : null,
        TrackingLink = reader.Text(),
        Recipient = reader.Has() ? ReadRecipient(ref reader) : null,
        Driver = reader.Has() ? new() { Name = reader.Text(), Document = reader.Text(), Phone = reader.Text() } : null,
        PassedThrough = reader.Has() ? PassedThrough.Of(reader.Bytes().ToArray()) : null,
    };

    public static OrderReferences? ReadReferences(ref PackedReader reader) => !reader.Has() ? null : new()
    {
        PartnerOrderId = reader.Text(),
        OrderNumber = reader.Text(),
        TrackingCode = reader.Text(),
        InvoiceNumber = reader.Text(),
        PaymentId = reader.Text(),
    };

    private static void Write(PackedWriter writer, Store? store)
    {
        if (writer.Has(store) is { } said)
        {
            writer.Text(said.Id);
            writer.Text(said.ExternalId);
            writer.Text(said.BusinessExternalId);
            writer.Text(said.Name);
            writer.Text(said.DocumentNumber);
        }
    }

    private static void Write(PackedWriter writer, OrderReferences? references)
    {
        if (writer.Has(references) is { } said)
        {
            writer.Text(said.PartnerOrderId);
            writer.Text(said.OrderNumber);
            writer.Text(said.TrackingCode);
            writer.Text(said.InvoiceNumber);
            writer.Text(said.PaymentId);
        }
    }

    private static void Write(PackedWriter writer, Recipient? recipient)
    {
        if (writer.Has(recipient) is not { } said)
        {
            return;
        }

        writer.Text(said.Name);
        writer.Text(said.Phone);
        writer.Text(said.Email);
        if (writer.Has(said.Address) is { } address)
        {
            writer.Text(address.Name);
            writer.Text(address.Line1);
            writer.Text(address.Line2);
            writer.Text(address.ApartmentNumber);
            writer.Text(address.City);
            writer.Text(address.Postcode);
            writer.Text(address.State);
            writer.Text(address.Country);
            writer.Amount(address.Latitude);
            writer.Amount(address.Longitude);
            writer.Text(address.Instructions);
        }
    }

    private static Recipient ReadRecipient(ref PackedReader reader) => new()
    {
        Name = reader.Text(),
        Phone = reader.Text(),
        Email = reader.Text(),
        Address = reader.Has() ? ReadAddress(ref reader) : null,
    };

    private static Address ReadAddress(ref PackedReader reader) => new()
    {
        Name = reader.Text(),
        Line1 = reader.Text(),
        Line2 = reader.Text(),
        ApartmentNumber = reader.Text(),
        City = reader.Text(),
        Postcode = reader.Text(),
        State = reader.Text(),
        Country = reader.Text(),
        Latitude = reader.Amount(),
        Longitude = reader.Amount(),
        Instructions = reader.Text(),
    };
}
