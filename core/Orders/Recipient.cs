namespace OrderRelay.Core.Orders;

/// <summary>Personal data: who gets the order.</summary>
public sealed record Recipient
{
    public string? Name { get; init; }

    public string? Phone { get; init; }

    public string? Email { get; init; }

    public Address? Address { get; init; }

    public Recipient Over(Recipient? earlier) => earlier is null ? this : this == earlier ? earlier : new()
    {
        Name = Name ?? earlier.Name,
        Phone = Phone ?? earlier.Phone,
        Email = Email ?? earlier.Email,
        Address = Address?.Over(earlier.Address) ?? earlier.Address,
    };
}
