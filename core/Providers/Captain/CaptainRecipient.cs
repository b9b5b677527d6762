using OrderRelay.Core.Orders;

namespace OrderRelay.Core.Providers.Captain;

/// <summary>Captain.AI's <c>recipient</c>. Null, rather than a record of nulls, when it says nothing.</summary>
internal static class CaptainRecipient
{
    private static readonly Recipient Silent = new();
    private static readonly Address Nowhere = new();

    public static Recipient? Of(JsonField field)
    {
        if (!field.IsObject)
        {
            return null;
        }

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
        if (!field.IsObject)
        {
            return null;
        }

        var members = new JsonMembers(field, stackalloc int[JsonMembers.FewSlots]);
        var address = new Address
        {
            Name = members["name"u8].Text,
            Line1 = members["line_1"u8].Text,
            Line2 = members["line_2"u8].Text,
            ApartmentNumber = members["apartment_number"u8].Text,
            City = members["city"u8].Text,
            Postcode = members["postcode"u8].Text,
            State = members["state"u8].Text,
            Country = members["country"u8].Text,
            Latitude = members["latitude"u8].Number,
            Longitude = members["longitude"u8].Number,
            Instructions = members["address_specific_instructions_to_driver"u8].Text,
        };
        return address == Nowhere ? null : address;
    }
}
