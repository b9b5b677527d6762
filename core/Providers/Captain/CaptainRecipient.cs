using OrderRelay.Core.Orders;

namespace OrderRelay.Core.Providers.Captain;

/// <summary>Captain.AI's <c>recipient</c>. Null, rather than a record of nulls, when it says nothing.</summary>
internal static class CaptainRecipient
{
    private static readonly Recipient Silent = new();
    private static readonly Address Nowhere = new();

    public static Recipient? Of(JsonField field)
    {
        var recipient = new Recipient
        {
            Name = field["name"u8].Text,
            Phone = field["phone_number"u8].Text,
            Address = AddressOf(field["address"u8]),
        };
        return recipient == Silent ? null : recipient;
    }

    private static Address? AddressOf(JsonField field)
    {
        var address = new Address
        {
            Name = field["name"u8].Text,
            Line1 = field["line_1"u8].Text,
            Line2 = field["line_2"u8].Text,
            ApartmentNumber = field["apartment_number"u8].Text,
            City = field["city"u8].Text,
            Postcode = field["postcode"u8].Text,
            State = field["state"u8].Text,
            Country = field["country"u8].Text,
            Latitude = field["latitude"u8].Number,
            Longitude = field["longitude"u8].Number,
            Instructions = field["address_specific_instructions_to_driver"u8].Text,
        };
        return address == Nowhere ? null : address;
    }
}
