using System.Text.Json;

namespace OrderRelay.Core.Orders;

/// <summary>Reads who, where and what; members that it does not know it skips.</summary>
internal static class FactsReader
{
    public static OrderFacts Read(ref Utf8JsonReader reader)
    {
        reader.Expect(JsonTokenType.StartObject);
        Store? store = null;
        OrderReferences? references = null;
        string? kind = null, channel = null, carrier = null, paymentStatus = null, trackingLink = null;
        decimal? total = null;
        DateTimeOffset? started = null, completed = null;
        Failure? failure = null;
        Recipient? recipient = null;
        Driver? driver = null;
        JsonElement? custom = null;
        IReadOnlyList<ItemFacts>? items = null;
        var any = false;
        while (reader.NextMember(out var name))
        {
            any = true;
            switch (name)
            {
                case var _ when name.SequenceEqual("store"u8): store = StoreOf(ref reader); break;
                case var _ when name.SequenceEqual("references"u8): references = ReferencesOf(ref reader); break;
                case var _ when name.SequenceEqual("kind"u8): kind = reader.GetString(); break;
                case var _ when name.SequenceEqual("channel"u8): channel = reader.GetString(); break;
                case var _ when name.SequenceEqual("carrier"u8): carrier = reader.GetString(); break;
                case var _ when name.SequenceEqual("paymentStatus"u8): paymentStatus = reader.GetString(); break;
                case var _ when name.SequenceEqual("total"u8): total = reader.DecimalOrNull(); break;
                case var _ when name.SequenceEqual("preparationStartedAt"u8): started = reader.InstantOrNull(); break;
                case var _ when name.SequenceEqual("preparationCompletedAt"u8): completed = reader.InstantOrNull(); break;
                case var _ when name.SequenceEqual("failure"u8): failure = FailureOf(ref reader); break;
                case var _ when name.SequenceEqual("trackingLink"u8): trackingLink = reader.GetString(); break;
                case var _ when name.SequenceEqual("recipient"u8): recipient = RecipientOf(ref reader); break;
                case var _ when name.SequenceEqual("driver"u8): driver = DriverOf(ref reader); break;
                case var _ when name.SequenceEqual("customFields"u8): custom = JsonElement.ParseValue(ref reader); break;
                case var _ when name.SequenceEqual("items"u8): items = reader.IsNull() ? null : reader.List(ItemOf); break;
                default: reader.Skip(); break;
            }
        }

        return !any ? OrderFacts.None : new()
        {
            Store = store,
            References = references,
            Kind = kind,
            Channel = channel,
            Carrier = carrier,
            PaymentStatus = paymentStatus,
            Total = total,
            PreparationStartedAt = started,
            PreparationCompletedAt = completed,
            Failure = failure,
            TrackingLink = trackingLink,
            Recipient = recipient,
            Driver = driver,
            CustomFields = custom,
            Items = items,
        };
    }

    private static Store? StoreOf(ref Utf8JsonReader reader)
    {
        if (reader.IsNull())
        {
            return null;
        }

        reader.Expect(JsonTokenType.StartObject);
        string? id = null, externalId = null, businessExternalId = null, title = null, documentNumber = null;
        while (reader.NextMember(out var name))
        {
            switch (name)
            {
                case var _ when name.SequenceEqual("id"u8): id = reader.GetString(); break;
                case var _ when name.SequenceEqual("externalId"u8): externalId = reader.GetString(); break;
                case var _ when name.SequenceEqual("businessExternalId"u8): businessExternalId = reader.GetString(); break;
                case var _ when name.SequenceEqual("name"u8): title = reader.GetString(); break;
                case var _ when name.SequenceEqual("documentNumber"u8): documentNumber = reader.GetString(); break;
                default: reader.Skip(); break;
            }
        }

        return new() { Id = id, ExternalId = externalId, BusinessExternalId = businessExternalId, Name = title, DocumentNumber = documentNumber };
    }

    private static OrderReferences? ReferencesOf(ref Utf8JsonReader reader)
    {
        if (reader.IsNull())
        {
            return null;
        }

        reader.Expect(JsonTokenType.StartObject);
        string? partner = null, number = null, tracking = null, invoice = null, payment = null;
        while (reader.NextMember(out var name))
        {
            switch (name)
            {
                case var _ when name.SequenceEqual("partnerOrderId"u8): partner = reader.GetString(); break;
                case var _ when name.SequenceEqual("orderNumber"u8): number = reader.GetString(); break;
                case var _ when name.SequenceEqual("trackingCode"u8): tracking = reader.GetString(); break;
                case var _ when name.SequenceEqual("invoiceNumber"u8): invoice = reader.GetString(); break;
                case var _ when name.SequenceEqual("paymentId"u8): payment = reader.GetString(); break;
                default: reader.Skip(); break;
            }
        }

        return new() { PartnerOrderId = partner, OrderNumber = number, TrackingCode = tracking, InvoiceNumber = invoice, PaymentId = payment };
    }

    private static Failure? FailureOf(ref Utf8JsonReader reader)
    {
        if (reader.IsNull())
        {
            return null;
        }

        reader.Expect(JsonTokenType.StartObject);
        int? code = null;
        string? message = null, driverMessage = null;
        while (reader.NextMember(out var name))
        {
            switch (name)
            {
                case var _ when name.SequenceEqual("code"u8): code = reader.NumberOrNull(); break;
                case var _ when name.SequenceEqual("message"u8): message = reader.GetString(); break;
                case var _ when name.SequenceEqual("driverMessage"u8): driverMessage = reader.GetString(); break;
                default: reader.Skip(); break;
            }
        }

        return new() { Code = code, Message = message, DriverMessage = driverMessage };
    }

    private static Recipient? RecipientOf(ref Utf8JsonReader reader)
    {
        if (reader.IsNull())
        {
            return null;
        }

        reader.Expect(JsonTokenType.StartObject);
        string? person = null, phone = null, email = null;
        Address? address = null;
        while (reader.NextMember(out var name))
        {
            switch (name)
            {
                case var _ when name.SequenceEqual("name"u8): person = reader.GetString(); break;
                case var _ when name.SequenceEqual("phone"u8): phone = reader.GetString(); break;
                case var _ when name.SequenceEqual("email"u8): email = reader.GetString(); break;
                case var _ when name.SequenceEqual("address"u8): address = AddressOf(ref reader); break;
                default: reader.Skip(); break;
            }
        }

        return new() { Name = person, Phone = phone, Email = email, Address = address };
    }

    private static Address? AddressOf(ref Utf8JsonReader reader)
    {
        if (reader.IsNull())
        {
            return null;
        }

        reader.Expect(JsonTokenType.StartObject);
        string? title = null, line1 = null, line2 = null, apartment = null, city = null, postcode = null, state = null, country = null, instructions = null;
        decimal? latitude = null, longitude = null;
        while (reader.NextMember(out var name))
        {
            switch (name)
            {
                case var _ when name.SequenceEqual("name"u8): title = reader.GetString(); break;
                case var _ when name.SequenceEqual("line1"u8): line1 = reader.GetString(); break;
                case var _ when name.SequenceEqual("line2"u8): line2 = reader.GetString(); break;
                case var _ when name.SequenceEqual("apartmentNumber"u8): apartment = reader.GetString(); break;
                case var _ when name.SequenceEqual("city"u8): city = reader.GetString(); break;
                case var _ when name.SequenceEqual("postcode"u8): postcode = reader.GetString(); break;
                case var _ when name.SequenceEqual("state"u8): state = reader.GetString(); break;
                case var _ when name.SequenceEqual("country"u8): country = reader.GetString(); break;
                case var _ when name.SequenceEqual("latitude"u8): latitude = reader.DecimalOrNull(); break;
                case var _ when name.SequenceEqual("longitude"u8): longitude = reader.DecimalOrNull(); break;
                case var _ when name.SequenceEqual("instructions"u8): instructions = reader.GetString(); break;
                default: reader.Skip(); break;
            }
        }

        return new()
        {
            Name = title,
            Line1 = line1,
            Line2 = line2,
            ApartmentNumber = apartment,
            City = city,
            Postcode = postcode,
            State = state,
            Country = country,
            Latitude = latitude,
            Longitude = longitude,
            Instructions = instructions,
        };
    }

    private static Driver? DriverOf(ref Utf8JsonReader reader)
    {
        if (reader.IsNull())
        {
            return null;
        }

        reader.Expect(JsonTokenType.StartObject);
        string? person = null, document = null, phone = null;
        while (reader.NextMember(out var name))
        {
            switch (name)
            {
                case var _ when name.SequenceEqual("name"u8): person = reader.GetString(); break;
                case var _ when name.SequenceEqual("document"u8): document = reader.GetString(); break;
                case var _ when name.SequenceEqual("phone"u8): phone = reader.GetString(); break;
                default: reader.Skip(); break;
            }
        }

        return new() { Name = person, Document = document, Phone = phone };
    }

    private static ItemFacts ItemOf(ref Utf8JsonReader reader)
    {
        var (id, title, quantity, sequence, addons, printer, status, _) = ItemMembers.Read(ref reader);
        return new() { Id = id, Name = title, Quantity = quantity, Sequence = sequence, Addons = addons, Printer = printer, Status = status };
    }
}
