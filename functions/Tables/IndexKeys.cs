namespace OrderRelay.Functions.Tables;

/// <summary>
/// Where an order is listed. Partitions carry the day in a form that sorts the newest first, rows the instant likewise, so
/// that one range read walks the orders newest first, over all days, and a page ends with the service's own continuation.
/// </summary>
internal readonly record struct IndexKeys(string Partition, string Row)
{
    /// <summary>The scope of all orders.</summary>
    public const string All = "all";

    /// <summary>The scope of one store, by its id or external id.</summary>
    public static string StoreScope(string store) => $"store|{TableKey.Escape(store)}";

    public static string ReferencePartition(string provider, string reference)
        => $"{TableKey.Escape(provider)}{TableKey.Separator}{TableKey.Escape(reference)}";

    public static List<IndexKeys> Listed(IndexEntry? entry)
    {
        if (entry is null)
        {
            return [];
        }

        var row = RowOf(entry);
        var day = TableKey.DescendingDay(entry.FirstEventAt);
        var keys = new List<IndexKeys>(1 + entry.Stores.Count) { new($"{All}{TableKey.Separator}{day}", row) };
        foreach (var store in entry.Stores)
        {
            keys.Add(new($"{StoreScope(store)}{TableKey.Separator}{day}", row));
        }

        return keys;
    }

    public static List<IndexKeys> Referenced(IndexEntry? entry)
    {
        if (entry is null)
        {
            return [];
        }

        var keys = new List<IndexKeys>(entry.References.Count);
        foreach (var reference in entry.References)
        {
            keys.Add(new(ReferencePartition(entry.Key.Provider, reference), RowOf(entry)));
        }

        return keys;
    }

    private static string RowOf(IndexEntry entry)
        => $"{TableKey.Descending(entry.FirstEventAt)}{TableKey.Separator}{TableKey.Of(entry.Key)}";
}
