using Microsoft.Data.Sqlite;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;

namespace OrderRelay.Local.Sqlite;

/// <summary>
/// Orders and their events in one file. Commits of all callers that wait together share one synced transaction; reads go
/// past the writer on connections of their own. A commit writes events; the row of their order follows (ADR 10), and until then
/// the order is read from memory.
/// </summary>
public sealed partial class SqliteOrderStore : IOrderStore, IOrderQueries, ISilentOrders, IAsyncDisposable
{
    private const int RememberedOrders = 20_000;
    private const long WalLimitBytes = 32L << 20;

    private readonly OrderMemory _memory;
    private readonly UnwrittenOrders _unwritten = new(TimeProvider.System);
    private readonly GroupCommitter<OrderSession> _committer;
    private readonly ReaderPool<OrderReader> _readers;

    private SqliteOrderStore(Database database, int rememberedOrders, int newLookups)
    {
        var lookups = new NewLookups(newLookups);
        _memory = new(rememberedOrders);
        CountHeadlines(database);
        Synced = Found(database);
        _committer = new(database, connection => new OrderSession(connection, _memory, _unwritten, lookups), WalLimitBytes, Unavailable, syncAside: true);
        _readers = new(database, connection => new OrderReader(connection, lookups));
    }

    /// <summary>Transactions committed since it was opened.</summary>
    public long Commits => _committer.Commits;

    internal GroupCommitter<OrderSession> Committer => _committer;

    /// <summary>How far the file has come.</summary>
    internal SyncedEvents Synced { get; }

    /// <summary>Opens the order store of a data folder, creating it where there is none.</summary>
    /// <exception cref="DatabaseUnusableException">Its file is damaged, or written by a newer version.</exception>
    public static SqliteOrderStore Open(DataFolder folder, int rememberedOrders = RememberedOrders, int newLookups = NewLookups.Most)
        => new(Database.Open(folder, OrderSchema.Definition), rememberedOrders, newLookups);

    public ValueTask<IReadOnlyList<StoredOrder?>> LoadAsync(IReadOnlyList<OrderKey> keys, CancellationToken cancellationToken)
    {
        var orders = new StoredOrder?[keys.Count];
        for (var index = 0; index < orders.Length; index++)
        {
            orders[index] = Current(keys[index]);
        }

        return ValueTask.FromResult<IReadOnlyList<StoredOrder?>>(orders);
    }

    public ValueTask<IReadOnlyList<EventRow>> ReadEventsAsync(OrderKey key, CancellationToken cancellationToken)
    {
        var (id, pending) = PlaceOf(key);
        return ValueTask.FromResult<IReadOnlyList<EventRow>>(
            id is { } order ? Read((order, pending), static (reader, asked) => reader.Events(asked.order, asked.pending)) : []);
    }

    public async ValueTask<IReadOnlyList<CommitResult>> CommitAsync(IReadOnlyList<OrderChange> changes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var bytes = new RowBytes();
        var prepared = new PreparedChange[changes.Count];
        for (var index = 0; index < prepared.Length; index++)
        {
            prepared[index] = PreparedChange.Of(changes[index], bytes);
        }

        // Waited for to its end: the rows' bytes belong to the caller, or are used again, and the writer still reads them.
        return await _committer.Commit(new CommitOrdersWork(prepared, _memory, Synced));
    }

    public async ValueTask<bool> ErasePersonalDataAsync(OrderKey key, DateTimeOffset at, CancellationToken cancellationToken)
        => await _committer.Commit(new EraseOrderWork(key, at, _memory));

    public ValueTask<ReadOnlyMemory<byte>?> ReadRawAsync(
        OrderKey key, EventIdentity identity, ContentHash? content, CancellationToken cancellationToken)
    {
        var (id, pending) = PlaceOf(key);
        return ValueTask.FromResult(id is not { } order ? null : Read(
            (order, pending, identity, content), static (reader, asked) => reader.Raw(asked.order, asked.pending, asked.identity, asked.content)));
    }

    public ValueTask<IReadOnlyDictionary<Headline, long>> CountByHeadlineAsync(CancellationToken cancellationToken)
        => ValueTask.FromResult<IReadOnlyDictionary<Headline, long>>(_memory.Counts());

    /// <summary>Commits what is under way, writes the rows that are behind and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await WriteRowsAsync();
        }
        catch (StoreUnavailableException)
        {
            // The next start folds them again.
        }

        _readers.Dispose();
        await _committer.DisposeAsync();
    }

    /// <summary>Where an order's events are found: asked before they are read, so that none is missed while its row is written.</summary>
    private (long? Id, PendingEvent? Pending) PlaceOf(OrderKey key) => _unwritten.Find(key) is { } moving
        ? (moving.Now.Id, moving.Pending)
        : (Read(key, static (reader, key) => reader.IdOf(key)), null);

    /// <summary>Brings every row to where its order was committed to, for those who ask the file alone.</summary>
    private async ValueTask WriteRowsAsync()
    {
        if (!_unwritten.IsEmpty)
        {
            _ = await _committer.Commit(new OrderWork(static session => session.WriteAllRows()));
        }
    }

    private StoredOrder? Current(OrderKey key) => _memory.Find(key) ?? _unwritten.Find(key)?.Remembered?.Read() ?? Remember(key);

    private StoredOrder? Remember(OrderKey key)
    {
        var changes = _memory.Changes();
        if (Read(key, static (reader, key) => reader.Order(key)) is not { } read)
        {
            return null;
        }

        _memory.Read(key, RememberedOrder.Of(read), changes);
        return read;
    }

    /// <summary>Writes a row, to find out whether the file takes it.</summary>
    internal Task ProbeAsync(long now) => _committer.Commit(new OrderWork(session => session.Probe(now)));

    private static StoreUnavailableException Unavailable(Exception cause)
        => new("the order store's file cannot be used now: " + cause.Message, cause);

    private TResult Read<TArgument, TResult>(TArgument argument, Func<OrderReader, TArgument, TResult> read)
    {
        try
        {
            return _readers.Read(argument, read);
        }
        catch (SqliteException failure)
        {
            throw Unavailable(failure);
        }
    }

    private static SyncedEvents Found(Database database)
    {
        using var connection = database.OpenReader();
        return new(
            database.Path, Database.Scalar(connection, "PRAGMA application_id;"), Database.Scalar(connection, "SELECT coalesce(max(id), 0) FROM events;"));
    }

    private void CountHeadlines(Database database)
    {
        using var connection = database.OpenReader();
        using var query = new Statement(connection, "SELECT headline, count(*) FROM orders GROUP BY headline");
        while (query.Step())
        {
            _memory.Count((Headline)query.Long(0), query.Long(1));
        }
    }
}
