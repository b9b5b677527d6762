using OrderRelay.Core.Orders;

namespace OrderRelay.Core.Providers.Captain;

/// <summary>What Captain.AI's events say besides their move.</summary>
internal static class CaptainFacts
{
    public static OrderFacts Of(string name, in JsonMembers data)
    {
        // Only the kitchen's event documents these two as the kitchen's times.
        var kitchen = name is "order_preparation_updated";
        return new OrderFacts
        {
            Store = StoreOf(in data),
            References = ReferencesOf(in data),
            Kind = data["kind"u8].Word?.ToLowerInvariant(),
            Channel = data["channel_slug"u8].Word,
            PaymentStatus = data["payment_status"u8].Word,
            Total = data["grand_total_including_tax"u8].Number,
            PreparationStartedAt = kitchen ? data["started_at"u8].Instant : null,
            PreparationCompletedAt = kitchen ? data["completed_at"u8].Instant : null,
            TrackingLink = data["tracking_link"u8].Text,
            Recipient = CaptainRecipient.Of(data["recipient"u8]),
            PassedThrough = data["order_custom_fields"u8].PassedThrough,
            Items = name is "item_status_updated" ? CaptainItems.OfOne(in data) : CaptainItems.OfList(data["items"u8]),
        };
    }

    // An order's event and an item's call the store's own ids by different names.
    private static Store? StoreOf(in JsonMembers data)
    {
        var store = new Store
        {
            Id = data["account_uuid"u8].Word,
            ExternalId = data["order_account_partners_external_identifier"u8].Word ?? data["item_account_partners_external_identifier"u8].Word,
            BusinessExternalId = data["order_account_business_partners_external_identifier"u8].Word
                ?? data["item_account_business_partners_external_identifier"u8].Word,
        };
        return store is { Id: null, ExternalId: null, BusinessExternalId: null } ? null : store;
    }

    private static OrderReferences? ReferencesOf(in JsonMembers data)
    {
        var references = new OrderReferences
        {
            PartnerOrderId = data["partners_unique_internal_order_id"u8].Text,
            OrderNumber = data["order_description"u8].Text,
            PaymentId = data["payment_gateway_id"u8].Text,
        };
        return references is { PartnerOrderId: null, OrderNumber: null, PaymentId: null } ? null : references;
    }
}
