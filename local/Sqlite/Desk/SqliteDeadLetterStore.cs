using Microsoft.Data.Sqlite;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;

namespace OrderRelay.Local.Sqlite;

/// <summary>The desk in one file of its own.</summary>
public sealed class SqliteDeadLetterStore : IDeadLetterStore, IDeadLetterExpiry, IAsyncDisposable
{
    private const long WalLimitBytes = 4L << 20;

    private readonly GroupCommitter<DeskSession> _committer;
    private readonly ReaderPool<DeskReader> _readers;

    private SqliteDeadLetterStore(Database database)
    {
        _committer = new(database, static connection => new DeskSession(connection), WalLimitBytes, Unavailable);
        _readers = new(database, static connection => new DeskReader(connection));
    }

    /// <summary>Opens the desk of a data folder, creating it where there is none.</summary>
    /// <exception cref="DatabaseUnusableException">Its file is damaged, or written by a newer version.</exception>
    public static SqliteDeadLetterStore Open(DataFolder folder) => new(Database.Open(folder, DeskSchema.Definition));

    public async ValueTask AddAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        var json = DeadLetterJson.Write(letter);
        _ = await _committer.Commit(new DeskWork(session =>
        {
            session.Add(letter, json);
            return true;
        }));
    }

    public ValueTask<DeadLetter?> GetAsync(string id, CancellationToken cancellationToken)
        => ValueTask.FromResult(Read(id, static (reader, id) => reader.Get(id)));

    public ValueTask<DeadLetterPage> ListAsync(DeadLetterFilter filter, string? cursor, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        PageCursor? after = cursor is null ? null : PageCursor.Read(cursor);
        return ValueTask.FromResult(Read((filter, after, limit), static (reader, asked) => reader.List(asked.filter, asked.after, asked.limit)));
    }

    public async ValueTask<bool> MarkAsync(
        string id, DeadLetterStatus expected, DeadLetter updated, CancellationToken cancellationToken)
    {
        var json = DeadLetterJson.Write(updated);
        return await _committer.Commit(new DeskWork(session => session.Mark(id, expected, updated, json)));
    }

    public async ValueTask<bool> EditAsync(string id, DeadLetterStatus expected, DeadLetter edited, CancellationToken cancellationToken)
    {
        var json = DeadLetterJson.Write(edited);
        var body = edited.Body ?? throw new ArgumentException("an edit has a body", nameof(edited));
        return await _committer.Commit(new DeskWork(session => session.Edit(id, expected, edited, json, body)));
    }

    public async ValueTask<bool> AddWithinAsync(DeadLetter letter, QuarantineLimits limits, CancellationToken cancellationToken)
    {
        var json = DeadLetterJson.Write(letter);
        return await _committer.Commit(new DeskWork(session => session.AddWithin(letter, json, limits)));
    }

    public ValueTask<IReadOnlyDictionary<DeadLetterStatus, long>> CountAsync(CancellationToken cancellationToken)
        => CountAsync(new(), cancellationToken);

    public ValueTask<IReadOnlyDictionary<DeadLetterStatus, long>> CountAsync(DeadLetterFilter filter, CancellationToken cancellationToken)
        => ValueTask.FromResult<IReadOnlyDictionary<DeadLetterStatus, long>>(Read(filter, static (reader, asked) => reader.Count(asked)));

    public ValueTask<IReadOnlyList<DeadLetterGroup>> GroupAsync(DeadLetterFilter filter, CancellationToken cancellationToken)
        => ValueTask.FromResult<IReadOnlyList<DeadLetterGroup>>(Read(filter, static (reader, asked) => reader.Group(asked)));

    public async ValueTask EraseAsync(string provider, string orderId, DateTimeOffset at, CancellationToken cancellationToken)
        => _ = await _committer.Commit(new DeskWork(session =>
        {
            session.Erase(provider, orderId, at);
            return true;
        }));

    /// <inheritdoc/>
    public async ValueTask<ExpiryPage> ExpireAsync(DateTimeOffset before, DateTimeOffset at, string? cursor, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        PageCursor? after = cursor is null ? null : PageCursor.Read(cursor);
        var letters = Read((before, after, limit), static (reader, asked) => reader.Aged(asked.before, asked.after, asked.limit));
        if (letters.Count == 0)
        {
            return new(0, null);
        }

        var ended = 0;
        _ = await _committer.Commit(new DeskWork(session =>
        {
            ended = session.Expire(letters, at);
            return true;
        }));
        return new(ended, letters.Count == limit ? new PageCursor(letters[^1].DeadAt.UtcTicks, letters[^1].Id).Write() : null);
    }

    /// <summary>Commits what is under way and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        _readers.Dispose();
        await _committer.DisposeAsync();
    }

    private static StoreUnavailableException Unavailable(Exception cause)
        => new("the desk's file cannot be used now: " + cause.Message, cause);

    private TResult Read<TArgument, TResult>(TArgument argument, Func<DeskReader, TArgument, TResult> read)
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
}
