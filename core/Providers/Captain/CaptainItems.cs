using System.Text;
using OrderRelay.Core.Orders;

namespace OrderRelay.Core.Providers.Captain;

/// <summary>What Captain.AI's events say about items: a list of all, only where support switched it on, or the one that moved.</summary>
internal static class CaptainItems
{
    /// <summary>The items of a list that have an id; null when there is none.</summary>
    public static List<ItemFacts>? OfList(JsonField items)
    {
        List<ItemFacts>? facts = null;
        Span<int> slots = stackalloc int[JsonMembers.FewSlots];
        foreach (var field in items)
        {
            var item = new JsonMembers(field, slots);
            if (item["uuid"u8].Id is { } id)
            {
                (facts ??= []).Add(new ItemFacts
                {
                    Id = id,
                    Name = item["name"u8].Word,
                    Quantity = item["quantity"u8].WholeNumber,
                    Addons = AddonsOf(item["addons"u8]),
                    Printer = item["printer"u8].Word,
                    Status = CaptainStatuses.ListedItem(item["status"u8].Word),
                });
            }
        }

        return facts;
    }

    /// <summary>The item that an <c>item_status_updated</c> is about. Its status is the event's move, not a fact.</summary>
    public static List<ItemFacts>? OfOne(in JsonMembers data) => data["item_uuid"u8].Id is not { } id ? null :
    [
        new ItemFacts
        {
            Id = id,
            Name = data["item_name"u8].Word,
            Quantity = data["quantity"u8].WholeNumber,
            Sequence = data["sequence"u8].Text,
            Addons = AddonsOf(data["item_addons"u8]),
            Printer = data["printer"u8].Word,
        },
    ];

    private static string[]? AddonsOf(JsonField addons)
    {
        if (!addons.IsArray)
        {
            return null;
        }

        var count = 0;
        foreach (var addon in addons)
        {
            count += addon.SaysNothing ? 0 : 1;
        }

        string[] texts = count == 0 ? [] : new string[count];
        foreach (var addon in addons)
        {
            if (!addon.SaysNothing)
            {
                texts[^count--] = addon.Text ?? Encoding.UTF8.GetString(CanonicalJson.Form(addon));
            }
        }

        return texts;
    }
}
