namespace OrderRelay.Core.Orders;

/// <summary>The items' part of the fold. Lists are sorted by item id, ordinal, and replaced rather than changed.</summary>
internal static class ItemFold
{
    public static PreparationStatus? StatusOf(IReadOnlyList<ItemState> items, string id)
    {
        var index = IndexOf(items, id);
        return index >= 0 ? items[index].Status : null;
    }

    public static bool AnyBegun(IReadOnlyList<ItemState> items)
    {
        for (var index = 0; index < items.Count; index++)
        {
            if (items[index].Status >= PreparationStatus.Preparing)
            {
                return true;
            }
        }

        return false;
    }

    public static IReadOnlyList<ItemState> Set(IReadOnlyList<ItemState> items, string id, PreparationStatus status, DateTimeOffset at)
        => Put(items, Known(items, id) with { Status = status, Since = at });

    /// <summary>Takes in what the event says about items, its moves apart: details, and statuses of a snapshot, forward only.</summary>
    public static IReadOnlyList<ItemState> Observe(IReadOnlyList<ItemState> items, OrderEvent next)
    {
        if (next.Facts.Items is not { } observed)
        {
            return items;
        }

        for (var index = 0; index < observed.Count; index++)
        {
            var facts = observed[index];
            var item = Known(items, facts.Id);
            items = Put(items, facts.Status is { } status && (item.Status is not { } current || status > current)
                ? item.With(facts) with { Status = status, Since = next.OccurredAt }
                : item.With(facts));
        }

        return items;
    }

    private static ItemState Known(IReadOnlyList<ItemState> items, string id)
        => IndexOf(items, id) is >= 0 and var index ? items[index] : new ItemState { Id = id };

    /// <summary>A snapshot mostly repeats what is known: then the list stays as it is.</summary>
    private static IReadOnlyList<ItemState> Put(IReadOnlyList<ItemState> items, ItemState item)
    {
        var index = IndexOf(items, item.Id);
        if (index >= 0)
        {
            if (items[index] == item)
            {
                return items;
            }

            ItemState[] replaced = [.. items];
            replaced[index] = item;
            return replaced;
        }

        var grown = new ItemState[items.Count + 1];
        var at = ~index;
        for (var i = 0; i < items.Count; i++)
        {
            grown[i < at ? i : i + 1] = items[i];
        }

        grown[at] = item;
        return grown;
    }

    private static int IndexOf(IReadOnlyList<ItemState> items, string id)
    {
        int low = 0, high = items.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) >> 1;
            var order = string.CompareOrdinal(items[middle].Id, id);
            if (order == 0)
            {
                return middle;
            }

            if (order < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return ~low;
    }
}
