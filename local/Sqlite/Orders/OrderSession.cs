using Microsoft.Data.Sqlite;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;

namespace OrderRelay.Local.Sqlite;

/// <summary>
/// The orders' writer, on the committer's thread alone: it looks before it writes, so that a change which is refused has written
/// nothing. A change writes its events at once; its order's row follows with a later group (ADR 10).
/// </summary>
internal sealed class OrderSession : IWriteSession
{
    /// <summary>So many events of one order are looked through at most before its history is asked.</summary>
    private const int MostPending = 64;

    private readonly OrderStatements _sql;
    private readonly EventRowWriter _events;
    private readonly LookupWriter _lookups;
    private readonly OrderRowWriter _rows;
    private readonly UnwrittenOrders _unwritten;
    private readonly WrittenOrders _written = new();
    private readonly Dictionary<OrderKey, KnownOrder> _group = [];
    private long _lastOrder;
    private long _lastEvent;
    private long _lastEventOfGroup;
    private int _changes;
    private bool _truncate;

    /// <param name="connection">The writer's.</param>
    /// <param name="memory">Learns of the orders that a crash left so.</param>
    /// <param name="unwritten">Orders whose rows are behind; those that a crash left so are found here.</param>
    /// <param name="lookups">Learns of those that are not in their index.</param>
    public OrderSession(SqliteConnection connection, OrderMemory memory, UnwrittenOrders unwritten, NewLookups lookups)
    {
        _sql = new(connection);
        _lookups = new(connection, lookups);
        (_events, _rows, _unwritten) = (new(_sql), new(_sql, _lookups), unwritten);
        (_lastOrder, _lastEvent) = OrderCatchUp.Run(connection, memory, unwritten);
    }

    public int Patience => _unwritten.DueIn();

    public void GroupBegins()
    {
        _truncate = false;
        _group.Clear();
        _lastEventOfGroup = _lastEvent;
        _lookups.GroupBegins();
        WriteRows(_unwritten.Due(_changes));
        _changes = 0;
    }

    public void GroupEnds() => _lookups.GroupEnds();

    public void GroupCommitted()
    {
        _lastEvent = _lastEventOfGroup;
        _lookups.GroupCommitted();
        foreach (var (key, order) in _group)
        {
            if (order.IsWritten)
            {
                _unwritten.Remove(key);
                _written.Put(key, order.Now);
            }
            else
            {
                _unwritten.Put(key, order);
            }
        }

        _group.Clear();
    }

    public bool TakeTruncate()
    {
        var wanted = _truncate;
        _truncate = false;
        return wanted;
    }

    /// <summary>Writes a change, or says why not.</summary>
    public WrittenChange Write(PreparedChange change)
    {
        _changes++;
        var found = Find(change.State.Key);
        if (found?.Now.VersionText != change.Change.ExpectedVersion)
        {
            return new(CommitResult.VersionConflict);
        }

        if (_events.Holds(found, change.Insert))
        {
            return new(CommitResult.EventExists);
        }

        return Write(found, found?.Now.ErasedAt is null || change.Change.ErasedAt is not null ? change : change.Stripped());
    }

    /// <returns>The erased order; null when there is none.</returns>
    public WrittenChange? Erase(OrderKey key, DateTimeOffset at)
    {
        if (Find(key) is not { } order)
        {
            return null;
        }

        foreach (var id in _events.Events(order))
        {
            _ = _sql.EraseEvent.Bind(1, id).Bind(2, PackedEvent.Written(ReadEvent(id).WithoutPersonalData())).Run();
        }

        // References in the file are those of its row: an order that has none gets it first, and loses nothing by it.
        if (order.Row is null)
        {
            order = WriteRow(key, order);
        }

        var state = StateOf(order).WithoutPersonalData();
        var erased = order with { Now = order.Now.Next(order.Now.ErasedAt ?? at.UtcTicks, state), State = PackedState.Write(state) };
        _truncate = true;
        return new(CommitResult.Committed, WriteRow(key, erased), order.Now.Headline);
    }

    /// <summary>Writes the row of every order that a group before this one moved.</summary>
    public void WriteAllRows() => WriteRows(_unwritten.All());

    /// <param name="events">Whose bodies to remove.</param>
    /// <param name="last">No more follow for now: what was removed is to leave the log too.</param>
    public void RemoveBodies(IReadOnlyList<long> events, bool last)
    {
        foreach (var id in events)
        {
            _ = _sql.RemoveBody.Bind(1, id).Run();
        }

        _truncate |= last;
    }

    public void Probe(long now) => _sql.Probe.Bind(1, now).Run();

    public void Dispose()
    {
        _lookups.Dispose();
        _sql.Dispose();
    }

    private WrittenChange Write(KnownOrder? found, PreparedChange change)
    {
        var state = change.State;
        var erasedAt = found?.Now.ErasedAt ?? change.Change.ErasedAt?.UtcTicks;
        var now = found is null ? OrderColumns.Of(++_lastOrder, 1, erasedAt, state) : found.Now.Next(erasedAt, state);
        var firstEvent = found is { IsWritten: false } ? found.FirstEvent : _lastEventOfGroup + 1;
        var pending = _events.Write(now.Id, found, change);
        _lastEventOfGroup = Math.Max(_lastEventOfGroup, pending?.Id ?? 0);
        var order = _group[state.Key] = new(now, found?.Row, change.Packed, firstEvent, pending);
        if (change.Replace.Length > 0 || pending?.Count >= MostPending)
        {
            // Replaced events were there before, so that no start would look for them.
            _ = WriteRow(state.Key, order);
        }

        return new(CommitResult.Committed, order, found?.Now.Headline, pending?.Id ?? 0);
    }

    private void WriteRows(List<(OrderKey Key, KnownOrder Order)> orders)
    {
        if (orders.Count == 0)
        {
            return;
        }

        var missing = _unwritten.FirstEventBehind(orders.Count) ?? long.MaxValue;
        foreach (var (key, order) in orders)
        {
            if (_group.TryGetValue(key, out var moving) && !moving.IsWritten)
            {
                // It moves in this very group, and its row follows with a later one.
                missing = Math.Min(missing, moving.FirstEvent);
            }
            else if (moving is null)
            {
                _ = WriteRow(key, order);
            }
        }

        _ = _sql.WriteProgress.Bind(1, Math.Min(missing - 1, _lastEvent)).Run();
    }

    /// <summary>Of an order that moved: its state is in memory.</summary>
    private KnownOrder WriteRow(OrderKey key, KnownOrder order)
    {
        _rows.Write(key, order.Row, order.Now, order.State!);
        _events.WriteHistory(order);
        return _group[key] = order with { Row = order.Now, Pending = null };
    }

    private KnownOrder? Find(OrderKey key)
    {
        if ((_group.GetValueOrDefault(key) ?? _unwritten.Find(key)) is { } moving)
        {
            return moving;
        }

        return (_written.Find(key) ?? ReadRow(key)) is { } row ? KnownOrder.Written(row) : null;
    }

    private OrderColumns? ReadRow(OrderKey key)
    {
        foreach (var id in _lookups.Orders(LookupHash.OfOrder(key)))
        {
            var query = _sql.Find.Bind(1, id).Bind(2, key.Provider).Bind(3, key.OrderId);
            if (query.Step())
            {
                var row = OrderStatements.ColumnsOf(query);
                query.Reset();
                return row;
            }
        }

        return null;
    }

    /// <summary>Only an order that lies in the file as it is has its state nowhere else.</summary>
    private OrderState StateOf(KnownOrder order) => order.State is { } state ? PackedState.Read(state) : _rows.ReadState(order.Now.Id);

    private OrderEvent ReadEvent(long id)
    {
        _ = _sql.ReadEvent.Bind(1, id).Step();
        var @event = PackedEvent.Read(_sql.ReadEvent.Blob(0));
        _sql.ReadEvent.Reset();
        return @event;
    }
}

/// <summary>What the writer did with a change.</summary>
/// <param name="Result">Committed, or why not.</param>
/// <param name="Order">As it is stored now; null when refused.</param>
/// <param name="Before">The headline before; null for a new order.</param>
/// <param name="LastEvent">No event of the order has a higher number; 0 where nothing says which.</param>
internal readonly record struct WrittenChange(CommitResult Result, KnownOrder? Order = null, Headline? Before = null, long LastEvent = 0);
