namespace OrderRelay.Core.Orders;

/// <summary>The names by which people and other systems know the order. None of them is its key.</summary>
public sealed record OrderReferences
{
    /// <summary>The order's id in the partner's own system.</summary>
    public string? PartnerOrderId { get; init; }

    /// <summary>The number that a shop calls out. Not unique.</summary>
    public string? OrderNumber { get; init; }

    /// <summary>The provider's short tracking code.</summary>
    public string? TrackingCode { get; init; }

    public string? InvoiceNumber { get; init; }

    public string? PaymentId { get; init; }

    /// <summary>Every reference that an order can be looked up by, with its kind.</summary>
    public IEnumerable<(string Kind, string Value)> Lookups()
    {
        if (PartnerOrderId is { } partner)
        {
            yield return ("partnerOrderId", partner);
        }

        if (OrderNumber is { } number)
        {
            yield return ("orderNumber", number);
        }

        if (TrackingCode is { } tracking)
        {
            yield return ("trackingCode", tracking);
        }
    }

    /// <summary>Whether one of <see cref="Lookups"/> is this one.</summary>
    public bool IsFoundBy(string reference) => Lookups().Any(lookup => lookup.Value == reference);

    public OrderReferences Over(OrderReferences? earlier) => earlier is null ? this : this == earlier ? earlier : new()
    {
        PartnerOrderId = PartnerOrderId ?? earlier.PartnerOrderId,
        OrderNumber = OrderNumber ?? earlier.OrderNumber,
        TrackingCode = TrackingCode ?? earlier.TrackingCode,
        InvoiceNumber = InvoiceNumber ?? earlier.InvoiceNumber,
        PaymentId = PaymentId ?? earlier.PaymentId,
    };
}
