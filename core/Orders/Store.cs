namespace OrderRelay.Core.Orders;

/// <summary>The restaurant or shop that sold the order.</summary>
public sealed record Store
{
    /// <summary>The provider's id of the store.</summary>
    public string? Id { get; init; }

    /// <summary>The store's id in the partner's own system.</summary>
    public string? ExternalId { get; init; }

    /// <summary>The business's id in the partner's own system.</summary>
    public string? BusinessExternalId { get; init; }

    public string? Name { get; init; }

    /// <summary>The store's registered tax document number.</summary>
    public string? DocumentNumber { get; init; }

    public Store Over(Store? earlier) => earlier is null ? this : this == earlier ? earlier : new()
    {
        Id = Id ?? earlier.Id,
        ExternalId = ExternalId ?? earlier.ExternalId,
        BusinessExternalId = BusinessExternalId ?? earlier.BusinessExternalId,
        Name = Name ?? earlier.Name,
        DocumentNumber = DocumentNumber ?? earlier.DocumentNumber,
    };
}
