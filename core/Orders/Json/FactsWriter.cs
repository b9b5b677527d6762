using System.Text.Json;

namespace OrderRelay.Core.Orders;

/// <summary>Writes who, where and what.</summary>
internal static class FactsWriter
{
    public static void Write(Utf8JsonWriter writer, OrderFacts facts)
    {
        writer.WriteStartObject(MemberNames.Facts);
        if (!ReferenceEquals(facts, OrderFacts.None))
        {
            WriteMembers(writer, facts);
        }

        writer.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter writer, OrderFacts facts)
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
        if (facts.CustomFields is { } custom)
        {
            writer.WritePropertyName(MemberNames.CustomFields);
            custom.WriteTo(writer);
        }

        if (facts.Items is { } items)
        {
            writer.WriteStartArray(MemberNames.Items);
            for (var index = 0; index < items.Count; index++)
            {
                Write(writer, items[index]);
            }

            writer.WriteEndArray();
        }
    }

    private static void Write(Utf8JsonWriter writer, Store? store)
    {
        if (store is null)
        {
            return;
        }

        writer.WriteStartObject(MemberNames.Store);
        writer.Text(MemberNames.Id, store.Id);
        writer.Text(MemberNames.ExternalId, store.ExternalId);
        writer.Text(MemberNames.BusinessExternalId, store.BusinessExternalId);
        writer.Text(MemberNames.Name, store.Name);
        writer.Text(MemberNames.DocumentNumber, store.DocumentNumber);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, OrderReferences? references)
    {
        if (references is null)
        {
            return;
        }

        writer.WriteStartObject(MemberNames.References);
        writer.Text(MemberNames.PartnerOrderId, references.PartnerOrderId);
        writer.Text(MemberNames.OrderNumber, references.OrderNumber);
        writer.Text(MemberNames.TrackingCode, references.TrackingCode);
        writer.Text(MemberNames.InvoiceNumber, references.InvoiceNumber);
        writer.Text(MemberNames.PaymentId, references.PaymentId);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Failure? failure)
    {
        if (failure is null)
        {
            return;
        }

        writer.WriteStartObject(MemberNames.Failure);
        writer.Number(MemberNames.Code, failure.Code);
        writer.Text(MemberNames.Message, failure.Message);
        writer.Text(MemberNames.DriverMessage, failure.DriverMessage);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Recipient? recipient)
    {
        if (recipient is null)
        {
            return;
        }

        writer.WriteStartObject(MemberNames.Recipient);
        writer.Text(MemberNames.Name, recipient.Name);
        writer.Text(MemberNames.Phone, recipient.Phone);
        writer.Text(MemberNames.Email, recipient.Email);
        Write(writer, recipient.Address);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Address? address)
    {
        if (address is null)
        {
            return;
        }

        writer.WriteStartObject(MemberNames.Address);
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
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Driver? driver)
    {
        if (driver is null)
        {
            return;
        }

        writer.WriteStartObject(MemberNames.Driver);
        writer.Text(MemberNames.Name, driver.Name);
        writer.Text(MemberNames.Document, driver.Document);
        writer.Text(MemberNames.Phone, driver.Phone);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ItemFacts item)
    {
        writer.WriteStartObject();
        writer.WriteString(MemberNames.Id, item.Id);
        writer.Text(MemberNames.Name, item.Name);
        writer.Number(MemberNames.Quantity, item.Quantity);
        writer.Text(MemberNames.Sequence, item.Sequence);
        writer.Texts(MemberNames.Addons, item.Addons);
        writer.Text(MemberNames.Printer, item.Printer);
        writer.Status(MemberNames.Status, item.Status);
        writer.WriteEndObject();
    }
}
