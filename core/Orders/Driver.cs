namespace OrderRelay.Core.Orders;

/// <summary>Personal data: who carries the order.</summary>
public sealed record Driver
{
    public string? Name { get; init; }

    public string? Document { get; init; }

    public string? Phone { get; init; }

    public Driver Over(Driver? earlier) => earlier is null ? this : this == earlier ? earlier : new()
    {
        Name = Name ?? earlier.Name,
        Document = Document ?? earlier.Document,
        Phone = Phone ?? earlier.Phone,
    };
}
