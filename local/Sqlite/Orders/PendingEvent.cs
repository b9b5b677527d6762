namespace OrderRelay.Local.Sqlite;

/// <summary>An event that is stored and not yet in its order's history, before others of that order.</summary>
internal sealed record PendingEvent(long Id, UInt128 Identity, UInt128 Content, PendingEvent? Earlier)
{
    public int Count { get; } = 1 + (Earlier?.Count ?? 0);

    /// <summary>The event of that identity and, if asked, that content.</summary>
    public static long? Find(PendingEvent? last, UInt128 identity, UInt128? content)
    {
        for (var @event = last; @event is not null; @event = @event.Earlier)
        {
            if (@event.Identity == identity && (content is null || @event.Content == content))
            {
                return @event.Id;
            }
        }

        return null;
    }

    /// <summary>From the last to the first.</summary>
    public static IEnumerable<PendingEvent> All(PendingEvent? last)
    {
        for (var @event = last; @event is not null; @event = @event.Earlier)
        {
            yield return @event;
        }
    }
}
