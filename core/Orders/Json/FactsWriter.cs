using System.Text.Json;
using N = OrderRelay.Core.Orders.MemberNames;

namespace OrderRelay.Core.Orders;

/// <summary>Writes who, where and what.</summary>
internal static class FactsWriter
{
    public static void Write(Utf8JsonWriter writer, OrderFacts facts)
    {
        writer.WriteStartObject(N.Facts);
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
        writer.Text(N.Kind, facts.Kind);
        writer.Text(N.Channel, facts.Channel);
        writer.Text(N.Carrier, facts.Carrier);
        writer.Text(N.PaymentStatus, facts.PaymentStatus);
        writer.Number(N.Total, facts.Total);
        writer.Instant(N.PreparationStartedAt, facts.PreparationStartedAt);
        writer.Instant(N.PreparationCompletedAt, facts.PreparationCompletedAt);
        Write(writer, facts.Failure);
        writer.Text(N.TrackingLink, facts.TrackingLink);
        Write(writer, facts.Recipient);
        Write(writer, facts.Driver);
        if (facts.CustomFields is { } custom)
        {
            writer.WritePropertyName(N.CustomFields);
            custom.WriteTo(writer);
        }

        if (facts.Items is { } items)
        {
            writer.WriteStartArray(N.Items);
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

        writer.WriteStartObject(N.Store);
        writer.Text(N.Id, store.Id);
        writer.Text(N.ExternalId, store.ExternalId);
        writer.Text(N.BusinessExternalId, store.BusinessExternalId);
        writer.Text(N.Name, store.Name);
        writer.Text(N.DocumentNumber, store.DocumentNumber);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, OrderReferences? references)
    {
        if (references is null)
        {
            return;
        }

        writer.WriteStartObject(N.References);
        writer.Text(N.PartnerOrderId, references.PartnerOrderId);
        writer.Text(N.OrderNumber, references.OrderNumber);
        writer.Text(N.TrackingCode, references.TrackingCode);
        writer.Text(N.InvoiceNumber, references.InvoiceNumber);
        writer.Text(N.PaymentId, references.PaymentId);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Failure? failure)
    {
        if (failure is null)
        {
            return;
        }

        writer.WriteStartObject(N.Failure);
        writer.Number(N.Code, failure.Code);
        writer.Text(N.Message, failure.Message);
        writer.Text(N.DriverMessage, failure.DriverMessage);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Recipient? recipient)
    {
        if (recipient is null)
        {
            return;
        }

        writer.WriteStartObject(N.Recipient);
        writer.Text(N.Name, recipient.Name);
        writer.Text(N.Phone, recipient.Phone);
        writer.Text(N.Email, recipient.Email);
        Write(writer, recipient.Address);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Address? address)
    {
        if (address is null)
        {
            return;
        }

        writer.WriteStartObject(N.Address);
        writer.Text(N.Name, address.Name);
        writer.Text(N.Line1, address.Line1);
        writer.Text(N.Line2, address.Line2);
        writer.Text(N.ApartmentNumber, address.ApartmentNumber);
        writer.Text(N.City, address.City);
        writer.Text(N.Postcode, address.Postcode);
        writer.Text(N.State, address.State);
        writer.Text(N.Country, address.Country);
        writer.Number(N.Latitude, address.Latitude);
        writer.Number(N.Longitude, address.Longitude);
        writer.Text(N.Instructions, address.Instructions);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Driver? driver)
    {
        if (driver is null)
        {
            return;
        }

        writer.WriteStartObject(N.Driver);
        writer.Text(N.Name, driver.Name);
        writer.Text(N.Document, driver.Document);
        writer.Text(N.Phone, driver.Phone);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ItemFacts item)
    {
        writer.WriteStartObject();
        writer.WriteString(N.Id, item.Id);
        writer.Text(N.Name, item.Name);
        writer.Number(N.Quantity, item.Quantity);
        writer.Text(N.Sequence, item.Sequence);
        writer.Texts(N.Addons, item.Addons);
        writer.Text(N.Printer, item.Printer);
        writer.Status(N.Status, item.Status);
        writer.WriteEndObject();
    }
}
