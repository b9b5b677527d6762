using OrderRelay.Core.Orders;

namespace OrderRelay.Core.Providers.Abbiamo;

/// <summary>What Abbiamo's events say besides their move. A part that says nothing is null, not a record of nulls.</summary>
internal static class AbbiamoFacts
{
    public static OrderFacts Of(in JsonMembers root) => new()
    {
        Store = StoreOf(in root),
        References = ReferencesOf(in root),
        Kind = root["order_type"u8].Word?.ToLowerInvariant(),
        Carrier = root["delivery_type"u8].Word,
        Failure = FailureOf(in root),
        Recipient = RecipientOf(in root),
        Driver = DriverOf(in root),
    };

    private static Store? StoreOf(in JsonMembers root)
    {
        var store = new Store
        {
            Id = root["seller_identifier"u8].Word,
            Name = root["seller_trading_name"u8].Word,
            DocumentNumber = root["seller_document_number"u8].Text,
        };
        return store is { Id: null, Name: null, DocumentNumber: null } ? null : store;
    }

    private static OrderReferences? ReferencesOf(in JsonMembers root)
    {
        var references = new OrderReferences
        {
            PartnerOrderId = root["external_order_id"u8].Text,
            OrderNumber = root["order_number"u8].Text,
            TrackingCode = root["tracking"u8].Text,
            InvoiceNumber = root["invoice_number"u8].Text,
        };
        return references is { PartnerOrderId: null, OrderNumber: null, TrackingCode: null, InvoiceNumber: null } ? null : references;
    }

    private static Failure? FailureOf(in JsonMembers root)
    {
        var failure = new Failure
        {
            Code = root["failure_code"u8].WholeNumber,
            Message = root["failure_message"u8].Text,
            DriverMessage = root["failure_driver_message"u8].Text,
        };
        return failure is { Code: null, Message: null, DriverMessage: null } ? null : failure;
    }

    private static Recipient? RecipientOf(in JsonMembers root)
    {
        var recipient = new Recipient
        {
            Name = root["customer_name"u8].Text,
            Phone = root["customer_phone"u8].Text,
            Email = root["customer_email"u8].Text,
        };
        return recipient is { Name: null, Phone: null, Email: null } ? null : recipient;
    }

    private static Driver? DriverOf(in JsonMembers root)
    {
        var driver = new Driver
        {
            Name = root["driver_name"u8].Text,
            Document = root["driver_document"u8].Text,
        };
        return driver is { Name: null, Document: null } ? null : driver;
    }
}
