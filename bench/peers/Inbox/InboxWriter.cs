using System.Threading.Channels;
using Npgsql;
using NpgsqlTypes;

namespace OrderRelay.Peers.Inbox;

/// <summary>
/// Group commit: what waits goes into one insert of many rows, and all of it is acknowledged by that one commit. While
/// one writer waits for the disk, another gathers the next group.
/// </summary>
internal sealed class InboxWriter : IAsyncDisposable
{
    private const int LargestGroup = 512;

    private const string Insert = """
        INSERT INTO inbox (identity, order_id, track, status, rank, at, body)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (identity) DO NOTHING
        """;

    private readonly Channel<Waiting> waiting = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(10_000));
    private readonly Task writers;

    public InboxWriter(NpgsqlDataSource source, int count)
        => writers = Task.WhenAll(Enumerable.Range(0, count).Select(_ => Task.Run(() => WriteAsync(source))));

    /// <summary>Returns once the event is committed.</summary>
    public async ValueTask AddAsync(byte[] body, OrderMove move)
    {
        var entry = new Waiting(body, move);
        await waiting.Writer.WriteAsync(entry);
        await entry.Committed.Task;
    }

    public async ValueTask DisposeAsync()
    {
        waiting.Writer.Complete();
        await writers;
    }

    private async Task WriteAsync(NpgsqlDataSource source)
    {
        var group = new List<Waiting>(LargestGroup);
        while (await waiting.Reader.WaitToReadAsync())
        {
            while (group.Count < LargestGroup && waiting.Reader.TryRead(out var entry))
                group.Add(entry);

            if (group.Count > 0)
                await CommitAsync(source, group);

            group.Clear();
        }
    }

    private static async Task CommitAsync(NpgsqlDataSource source, List<Waiting> group)
    {
        try
        {
            // The pool keeps the connection and its prepared statement (Max Auto Prepare).
            await using var command = source.CreateCommand(Insert);
            Add(command, NpgsqlDbType.Uuid, group, static entry => entry.Move.Identity);
            Add(command, NpgsqlDbType.Text, group, static entry => entry.Move.OrderId);
            Add(command, NpgsqlDbType.Smallint, group, static entry => entry.Move.Track);
            Add(command, NpgsqlDbType.Text, group, static entry => entry.Move.Status);
            Add(command, NpgsqlDbType.Smallint, group, static entry => entry.Move.Rank);
            Add(command, NpgsqlDbType.TimestampTz, group, static entry => entry.Move.At);
            Add(command, NpgsqlDbType.Bytea, group, static entry => entry.Body);
            await command.ExecuteNonQueryAsync();
            foreach (var entry in group)
                entry.Committed.SetResult();
        }
        catch (NpgsqlException failure)
        {
            foreach (var entry in group)
                entry.Committed.TrySetException(failure);
        }
    }

    private static void Add<T>(NpgsqlCommand command, NpgsqlDbType type, List<Waiting> group, Func<Waiting, T> select)
    {
        var values = new T[group.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = select(group[i]);

        command.Parameters.Add(new NpgsqlParameter<T[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type });
    }

    private sealed record Waiting(byte[] Body, OrderMove Move)
    {
        public TaskCompletionSource Committed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
