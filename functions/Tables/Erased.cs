using OrderRelay.Core.Ports;

namespace OrderRelay.Functions.Tables;

/// <summary>What may be stored of an order whose personal data was erased: its statuses and times, whoever hands in more.</summary>
internal static class Erased
{
    public static OrderChange Kept(OrderChange change, DateTimeOffset? erasedAt) => (erasedAt ?? change.ErasedAt) is not { } at
        ? change
        : change with
        {
            State = change.State.WithoutPersonalData(),
            Insert = [.. change.Insert.Select(Kept)],
            Replace = [.. change.Replace.Select(Kept)],
            ErasedAt = at,
        };

    public static EventRow Kept(EventRow row) => row with { Event = row.Event.WithoutPersonalData(), Raw = null };
}
