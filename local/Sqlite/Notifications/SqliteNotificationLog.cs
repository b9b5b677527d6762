using Microsoft.Data.Sqlite;
using OrderRelay.Core.Ports;

namespace OrderRelay.Local.Sqlite;

/// <summary>The notification log in one file of its own.</summary>
public sealed class SqliteNotificationLog : INotificationLog, INotificationExpiry, IAsyncDisposable
{
    private const long WalLimitBytes = 4L << 20;

    private readonly GroupCommitter<NotificationSession> _committer;
    private readonly ReaderPool<NotificationReader> _readers;

    private SqliteNotificationLog(Database database)
    {
        _committer = new(database, static connection => new NotificationSession(connection), WalLimitBytes, Unavailable);
        _readers = new(database, static connection => new NotificationReader(connection));
    }

    /// <summary>Opens the log of a data folder, creating it where there is none.</summary>
    /// <exception cref="DatabaseUnusableException">Its file is damaged, or written by a newer version.</exception>
    public static SqliteNotificationLog Open(DataFolder folder) => new(Database.Open(folder, NotificationSchema.Definition));

    public ValueTask AddAsync(NotificationEntry entry, CancellationToken cancellationToken)
    {
        var json = NotificationLogJson.Write(entry);
        return WriteAsync(session => session.Add(entry, json));
    }

    public ValueTask PutAsync(NotificationEntry entry, CancellationToken cancellationToken)
        => WriteAsync(session => session.Put(entry));

    public ValueTask<NotificationEntry?> GetAsync(string id, CancellationToken cancellationToken)
        => ValueTask.FromResult(Read(id, static (reader, id) => reader.Get(id)));

    public ValueTask<NotificationPage> ListAsync(string? provider, string? orderId, string? cursor, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        PageCursor? after = cursor is null ? null : PageCursor.Read(cursor);
        return ValueTask.FromResult(Read(
            (provider, orderId, after, limit), static (reader, asked) => reader.List(asked.provider, asked.orderId, asked.after, asked.limit)));
    }

    public ValueTask<ChannelHealth?> GetHealthAsync(string channel, CancellationToken cancellationToken)
        => ValueTask.FromResult(Read(channel, static (reader, channel) => reader.Health(channel)));

    public ValueTask PutHealthAsync(ChannelHealth health, CancellationToken cancellationToken)
    {
        var json = NotificationLogJson.Write(health);
        return WriteAsync(session => session.PutHealth(health.Channel, json));
    }

    /// <inheritdoc/>
    /// <remarks>What a page removed is not there for the next: its cursor says only that there may be more.</remarks>
    public async ValueTask<ExpiryPage> ExpireAsync(DateTimeOffset before, string? cursor, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var removed = 0;
        await WriteAsync(session => removed = session.Expire(before, limit));
        return new(removed, removed == limit ? "more" : null);
    }

    /// <summary>Commits what is under way and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        _readers.Dispose();
        await _committer.DisposeAsync();
    }

    private static StoreUnavailableException Unavailable(Exception cause)
        => new("the notification log's file cannot be used now: " + cause.Message, cause);

    private async ValueTask WriteAsync(Action<NotificationSession> write) => _ = await _committer.Commit(new NotificationWork(write));

    private TResult Read<TArgument, TResult>(TArgument argument, Func<NotificationReader, TArgument, TResult> read)
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

    /// <summary>One write to the log.</summary>
    private sealed class NotificationWork(Action<NotificationSession> write) : CommitWork<NotificationSession, bool>
    {
        public override void Write(NotificationSession session) => write(session);
    }
}
