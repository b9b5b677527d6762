namespace OrderRelay.Core.Orders;

/// <summary>Personal data: where the order goes. Latitude and longitude are decimal degrees.</summary>
public sealed record Address
{
    public string? Name { get; init; }

    public string? Line1 { get; init; }

    public string? Line2 { get; init; }

    public string? ApartmentNumber { get; init; }

    public string? City { get; init; }

    public string? Postcode { get; init; }

    public string? State { get; init; }

    public string? Country { get; init; }

    public decimal? Latitude { get; init; }

    public decimal? Longitude { get; init; }

    public string? Instructions { get; init; }

    public Address Over(Address? earlier) => earlier is null ? this : this == earlier ? earlier : new()
    {
        Name = Name ?? earlier.Name,
        Line1 = Line1 ?? earlier.Line1,
        Line2 = Line2 ?? earlier.Line2,
        ApartmentNumber = ApartmentNumber ?? earlier.ApartmentNumber,
        City = City ?? earlier.City,
        Postcode = Postcode ?? earlier.Postcode,
        State = State ?? earlier.State,
        Country = Country ?? earlier.Country,
        Latitude = Latitude ?? earlier.Latitude,
        Longitude = Longitude ?? earlier.Longitude,
        Instructions = Instructions ?? earlier.Instructions,
    };
}
