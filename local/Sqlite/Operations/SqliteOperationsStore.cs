using System.Text.Json;
using Microsoft.Data.Sqlite;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;

namespace OrderRelay.Local.Sqlite;

/// <summary>Jobs and the audit in one file of their own.</summary>
public sealed class SqliteOperationsStore : IJobStore, IAuditLog, IAsyncDisposable
{
    private const long WalLimitBytes = 4L << 20;

    private readonly GroupCommitter<OperationsSession> _committer;
    private readonly ReaderPool<OperationsReader> _readers;

    private SqliteOperationsStore(Database database)
    {
        _committer = new(database, static connection => new OperationsSession(connection), WalLimitBytes, Unavailable);
        _readers = new(database, static connection => new OperationsReader(connection));
    }

    /// <summary>Opens the operators' file of a data folder, creating it where there is none.</summary>
    /// <exception cref="DatabaseUnusableException">It is damaged, or written by a newer version.</exception>
    public static SqliteOperationsStore Open(DataFolder folder) => new(Database.Open(folder, OperationsSchema.Definition));

    public async ValueTask SaveAsync(RelayJob job, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(job, OperationsJson.Default.RelayJob);
        _ = await _committer.Commit(new OperationsWork(session => session.Save(job, json)));
    }

    public ValueTask<RelayJob?> GetAsync(string id, CancellationToken cancellationToken)
        => ValueTask.FromResult(Read(id, static (reader, id) => reader.Job(id)));

    public ValueTask<IReadOnlyList<RelayJob>> ListAsync(JobKind kind, int limit, CancellationToken cancellationToken)
        => ValueTask.FromResult<IReadOnlyList<RelayJob>>(Read((kind, limit), static (reader, asked) => reader.Jobs(asked.kind, asked.limit)));

    public ValueTask<IReadOnlyList<RelayJob>> UnfinishedAsync(CancellationToken cancellationToken)
        => ValueTask.FromResult<IReadOnlyList<RelayJob>>(Read(0, static (reader, _) => reader.Unfinished()));

    public async ValueTask AppendAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(entry, OperationsJson.Default.AuditEntry);
        _ = await _committer.Commit(new OperationsWork(session => session.Append(entry, json)));
    }

    public ValueTask<AuditPage> ListAsync(AuditAction? action, string? cursor, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var after = cursor is null ? null : PageCursor.Read(cursor).Id;
        return ValueTask.FromResult(Read((action, after, limit), static (reader, asked) => reader.Audit(asked.action, asked.after, asked.limit)));
    }

    /// <summary>Commits what is under way and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        _readers.Dispose();
        await _committer.DisposeAsync();
    }

    private static StoreUnavailableException Unavailable(Exception cause)
        => new("the operators' file cannot be used now: " + cause.Message, cause);

    private TResult Read<TArgument, TResult>(TArgument argument, Func<OperationsReader, TArgument, TResult> read)
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
