namespace OrderRelay.Core.Orders;

/// <summary>
/// The place of an event in its order's history. Time comes first, lifecycle rank breaks ties (a provider may stamp every
/// status with one instant), identity and content make the order total, so that every arrival order folds alike.
/// </summary>
public readonly record struct SortKey(DateTimeOffset OccurredAt, int Rank, EventIdentity Identity, ContentHash Content)
    : IComparable<SortKey>
{
    public int CompareTo(SortKey other)
    {
        var byTime = OccurredAt.UtcTicks.CompareTo(other.OccurredAt.UtcTicks);
        if (byTime != 0)
        {
            return byTime;
        }

        var byRank = Rank.CompareTo(other.Rank);
        if (byRank != 0)
        {
            return byRank;
        }

        var byIdentity = string.CompareOrdinal(Identity.Value, other.Identity.Value);
        return byIdentity != 0 ? byIdentity : string.CompareOrdinal(Content.Value, other.Content.Value);
    }

    public static bool operator <(SortKey left, SortKey right) => left.CompareTo(right) < 0;

    public static bool operator >(SortKey left, SortKey right) => left.CompareTo(right) > 0;

    public static bool operator <=(SortKey left, SortKey right) => left.CompareTo(right) <= 0;

    public static bool operator >=(SortKey left, SortKey right) => left.CompareTo(right) >= 0;
}
