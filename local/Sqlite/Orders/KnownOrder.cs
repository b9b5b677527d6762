namespace OrderRelay.Local.Sqlite;

/// <summary>An order as its events have made it, and as its row in the file says that it is.</summary>
/// <param name="Now">As its stored events make it.</param>
/// <param name="Row">As its row was written last; null when it has none yet.</param>
/// <param name="State">Packed; null where only the row is known.</param>
/// <param name="FirstEvent">No event before this one is missing in the row and the history.</param>
/// <param name="Pending">The events that are missing in its history.</param>
internal sealed record KnownOrder(OrderColumns Now, OrderColumns? Row, byte[]? State, long FirstEvent, PendingEvent? Pending)
{
    public bool IsWritten => Row?.Version == Now.Version;

    public RememberedOrder? Remembered => State is { } state ? new(state, Now.Version, Now.ErasedAt) : null;

    public static KnownOrder Written(OrderColumns row) => new(row, row, null, long.MaxValue, null);
}
