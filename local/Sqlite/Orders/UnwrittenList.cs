using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;

namespace OrderRelay.Local.Sqlite;

/// <summary>The part of a list that lies in no row yet: orders that moved a moment ago, in the list's order.</summary>
internal static class UnwrittenList
{
    /// <summary>Those of a snapshot that may be on the page behind a cursor, by their columns alone.</summary>
    public static List<OrderKey> Candidates(IReadOnlyDictionary<OrderKey, KnownOrder> unwritten, OrderFilter filter, OrderCursor? cursor)
    {
        var text = filter.Text is null ? null : SearchText.Fold(filter.Text);
        List<(OrderKey Key, long OpenedAt)> found = [];
        foreach (var (key, order) in unwritten)
        {
            if (Matches(key, order.Now, filter, text) && (cursor is not { } behind || Compare((key, order.Now.OpenedAt), (behind.Key, behind.OpenedAt)) > 0))
            {
                found.Add((key, order.Now.OpenedAt));
            }
        }

        found.Sort(Compare);
        return found.ConvertAll(static order => order.Key);
    }

    /// <summary>Two lists in the list's order become one.</summary>
    public static List<StoredOrder> Merge(List<StoredOrder> left, List<StoredOrder> right, int limit)
    {
        var merged = new List<StoredOrder>(limit);
        int fromLeft = 0, fromRight = 0;
        while (merged.Count < limit && (fromLeft < left.Count || fromRight < right.Count))
        {
            var isLeft = fromRight == right.Count || (fromLeft < left.Count && Compare(PlaceOf(left[fromLeft]), PlaceOf(right[fromRight])) < 0);
            merged.Add(isLeft ? left[fromLeft++] : right[fromRight++]);
        }

        return merged;
    }

    private static (OrderKey Key, long OpenedAt) PlaceOf(StoredOrder order) => (order.State.Key, order.State.FirstEventAt.UtcTicks);

    /// <summary>The newest first, then by key, as the file's index has them.</summary>
    private static int Compare((OrderKey Key, long OpenedAt) left, (OrderKey Key, long OpenedAt) right)
        => right.OpenedAt.CompareTo(left.OpenedAt) is var byAge && byAge != 0 ? byAge
            : Utf8Order.Compare(left.Key.Provider, right.Key.Provider) is var byProvider && byProvider != 0 ? byProvider
            : Utf8Order.Compare(left.Key.OrderId, right.Key.OrderId);

    private static bool Matches(OrderKey key, OrderColumns order, OrderFilter filter, string? text)
        => (filter.Provider is null || key.Provider == filter.Provider)
            && (filter.Store is null || order.StoreId == filter.Store || order.StoreExternalId == filter.Store)
            && (filter.Status is null || order.Headline == filter.Status)
            && (text is null || order.Search.Contains(text, StringComparison.Ordinal))
            && (filter.Since is not { } since || order.OpenedAt >= since.UtcTicks);
}
