namespace OrderRelay.Core.Orders;

/// <summary>Writes who, where and what.</summary>
internal static class FactsWriter
{
    public static void Write(RowWriter writer, OrderFacts facts)
    {
        writer.StartObject(MemberNames.Facts);
        if (!ReferenceEquals(facts, OrderFacts.None))
        {
            WriteMembers(writer, facts);
        }

        writer.EndObject();
    }

    private static void WriteMembers(RowWriter writer, OrderFacts facts)
    {
        Write(writer, facts.Store);
        Write(writer, facts.References);
        writer.Text(MemberNames.Kind, facts.Kind);
        writer.Text(MemberNames.Channel, facts.Channel);
        writer.Text(MemberNames.Carrier, facts.Carrier);
        writer.Text(MemberNames.PaymentStatus, facts.PaymentStatus);
        writer.Number(MemberNames.Total, facts.Total);
        writer.Instant(MemberNames.PreparationStartedAt, facts.PreparationStartedAt);
        writer.Instant(MemberNames.PreparationCompletedAt, facts.PreparationCompletedAt);
        Write(writer, facts.Failure);
        writer.Text(MemberNames.TrackingLink, facts.TrackingLink);
        Write(writer, facts.Recipient);
        Write(writer, facts.Driver);
        if (facts.PassedThrough is { } custom)
        {
            writer.Json(MemberNames.CustomFields, custom.Json);
        }

        if (facts.Items is { } items)
        {
            writer.StartArray(MemberNames.Items);
            for (var index = 0; index < items.Count; index++)
            {
                Write(writer, items[index]);
            }

            writer.EndArray();
        }
    }

    private static void Write(RowWriter writer, Store? store)
    {
        if (store is null)
        {
            return;
        }

        writer.StartObject(MemberNames.Store);
        writer.Text(MemberNames.Id, store.Id);
        writer.Text(MemberNames.ExternalId, store.ExternalId);
        writer.Text(MemberNames.BusinessExternalId, store.BusinessExternalId);
        writer.Text(MemberNames.Name, store.Name);
        writer.Text(MemberNames.DocumentNumber, store.DocumentNumber);
        writer.EndObject();
    }

    private static void Write(RowWriter writer, OrderReferences? references)
    {
        if (references is null)
        {
            return;
        }

        writer.StartObject(MemberNames.References);
        writer.Text(MemberNames.PartnerOrderId, references.PartnerOrderId);
        writer.Text(MemberNames.OrderNumber, references.OrderNumber);
        writer.Text(MemberNames.TrackingCode, references.TrackingCode);
        writer.Text(MemberNames.InvoiceNumber, references.InvoiceNumber);
        writer.Text(MemberNames.PaymentId, references.PaymentId);
        writer.EndObject();
    }

    private static void Write(RowWriter writer, Failure? failure)
    {
        if (failure is null)
        {
            return;
        }

        writer.StartObject(MemberNames.Failure);
        writer.Number(MemberNames.Code, failure.Code);
        writer.Text(MemberNames.Message, failure.Message);
        writer.Text(MemberNames.DriverMessage, failure.DriverMessage);
        writer.EndObject();
    }

    private static void Write(RowWriter writer, Recipient? recipient)
    {
        if (recipient is null)
        {
            return;
        }

        writer.StartObject(MemberNames.Recipient);
        writer.Text(MemberNames.Name, recipient.Name);
        writer.Text(MemberNames.Phone, recipient.Phone);
        writer.Text(MemberNames.Email, recipient.Email);
        Write(writer, recipient.Address);
        writer.EndObject();
    }

    private static void Write(RowWriter writer, Address? address)
    {
        if (address is null)
        {
            return;
        }

        writer.StartObject(MemberNames.Address);
        writer.Text(MemberNames.Name, address.Name);
        writer.Text(MemberNames.Line1, address.Line1);
        writer.Text(MemberNames.Line2, address.Line2);
        writer.Text(MemberNames.ApartmentNumber, address.ApartmentNumber);
        writer.Text(MemberNames.City, address.City);
        writer.Text(MemberNames.Postcode, address.Postcode);
        writer.Text(MemberNames.State, address.State);
        writer.Text(MemberNames.Country, address.Country);
        writer.Number(MemberNames.Latitude, address.Latitude);
        writer.Number(MemberNames.Longitude, address.Longitude);
        writer.Text(MemberNames.Instructions, address.Instructions);
        writer.EndObject();
    }

    private static void Write(RowWriter writer, Driver? driver)
    {
        if (driver is null)
        {
            return;
        }

        writer.StartObject(MemberNames.Driver);
        writer.Text(MemberNames.Name, driver.Name);
        writer.Text(MemberNames.Document, driver.Document);
        writer.Text(MemberNames.Phone, driver.Phone);
        writer.EndObject();
    }

    private static void Write(RowWriter writer, ItemFacts item)
    {
        writer.StartObject();
        writer.Text(MemberNames.Id, item.Id);
        writer.Text(MemberNames.Name, item.Name);
        writer.Number(MemberNames.Quantity, item.Quantity);
        writer.Text(MemberNames.Sequence, item.Sequence);
        writer.Texts(MemberNames.Addons, item.Addons);
        writer.Text(MemberNames.Printer, item.Printer);
        writer.Status(MemberNames.Status, item.Status);
        writer.EndObject();
    }
}
