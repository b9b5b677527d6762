using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;

namespace OrderRelay.Local.Sqlite;

/// <summary>A change with everything serialised and hashed, done on its caller's thread: the writer only binds.</summary>
internal sealed class PreparedChange
{
    private PreparedChange(OrderChange change, bool stripped, RowBytes bytes)
    {
        Change = change;
        State = stripped ? change.State.WithoutPersonalData() : change.State;
        Packed = PackedState.Write(State);
        Insert = Prepare(change.Insert, stripped, bytes);
        Touch = Prepare(change.Touch, stripped, bytes);
        Replace = Prepare(change.Replace, stripped, bytes);
    }

    public OrderChange Change { get; }

    public OrderState State { get; }

    /// <summary>The state as memory keeps it.</summary>
    public byte[] Packed { get; }

    public PreparedRow[] Insert { get; }

    public PreparedRow[] Touch { get; }

    public PreparedRow[] Replace { get; }

    /// <param name="change">The change.</param>
    /// <param name="bytes">Takes those of its rows.</param>
    public static PreparedChange Of(OrderChange change, RowBytes bytes) => new(change, stripped: change.ErasedAt is not null, bytes);

    /// <summary>The same change to an order whose personal data was erased in between. That is rare: its bytes are not used again.</summary>
    public PreparedChange Stripped() => new(Change, stripped: true, new());

    private static PreparedRow[] Prepare(IReadOnlyList<EventRow> rows, bool stripped, RowBytes bytes)
    {
        var prepared = rows.Count == 0 ? [] : new PreparedRow[rows.Count];
        for (var index = 0; index < prepared.Length; index++)
        {
            prepared[index] = PreparedRow.Of(rows[index], stripped, bytes);
        }

        return prepared;
    }
}

/// <summary>An event row ready to be bound.</summary>
internal readonly record struct PreparedRow(
    UInt128 Identity, UInt128 Content, bool Further, long OccurredAt, ReadOnlyMemory<byte> Event, ReadOnlyMemory<byte> Arrival, ReadOnlyMemory<byte>? Raw)
{
    public static PreparedRow Of(EventRow row, bool stripped, RowBytes bytes) => new(
        Key16.Of(row.Event.Identity.Value),
        Key16.Of(row.Event.Content.Value),
        row.IsFurtherContent,
        row.Event.OccurredAt.UtcTicks,
        bytes.Add(PackedEvent.Written(stripped ? row.Event.WithoutPersonalData() : row.Event)),
        bytes.Add(ArrivalJson.Written(row.Arrival)),
        stripped ? null : row.Raw);
}
