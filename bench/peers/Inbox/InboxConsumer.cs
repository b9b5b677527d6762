using Npgsql;
using NpgsqlTypes;

namespace OrderRelay.Peers.Inbox;

/// <summary>
/// Folds thousands of events into their orders by one statement, in which an order's events become one row; its position
/// moves in the same transaction. A lock of the session keeps a second consumer out.
/// </summary>
internal sealed partial class InboxConsumer(NpgsqlDataSource source, Counts counts, ILogger<InboxConsumer> logger) : BackgroundService
{
    private const int BatchSize = 5000;

    /// <summary>With less than this at hand it waits a moment, so that batches stay worth their commit.</summary>
    private const int SmallBatch = 500;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private static readonly string Fold = $"""
        WITH batch AS MATERIALIZED (
            SELECT tx, seq, identity, order_id, track, status, rank, at FROM inbox
            WHERE (tx, seq) > ($1, $2) AND tx < pg_snapshot_xmin(pg_current_snapshot())
            ORDER BY tx, seq LIMIT $3),
        latest AS (
            SELECT DISTINCT ON (order_id, track) * FROM batch
            ORDER BY order_id, track, at DESC, rank DESC, identity DESC),
        folded AS (
            INSERT INTO orders AS o
            SELECT coalesce(d.order_id, p.order_id) AS order_id,
                   d.status, d.rank, d.at, d.identity, p.status, p.rank, p.at, p.identity
            FROM (SELECT * FROM latest WHERE track = 0) d
            FULL JOIN (SELECT * FROM latest WHERE track = 1) p ON p.order_id = d.order_id
            ORDER BY 1
            {OrdersTable.OnConflict}),
        last AS (SELECT tx, seq FROM batch ORDER BY tx DESC, seq DESC LIMIT 1),
        moved AS (UPDATE consumer SET tx = last.tx, seq = last.seq FROM last)
        SELECT (SELECT count(*) FROM batch)::int, last.tx, last.seq FROM last
        """;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ConsumeAsync(stoppingToken);
            }
            catch (NpgsqlException failure)
            {
                LogFailure(logger, failure);
                await Task.Delay(Pause, stoppingToken);
            }
        }
    }

    private async Task ConsumeAsync(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using (var alone = new NpgsqlCommand("SELECT pg_advisory_lock(1)", connection))
            await alone.ExecuteNonQueryAsync(cancellationToken);

        var (tx, seq) = await PositionAsync(connection, cancellationToken);
        await using var fold = new NpgsqlCommand(Fold, connection);
        var fromTx = fold.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Xid8 });
        var fromSeq = fold.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Bigint });
        fold.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Integer, Value = BatchSize });
        await fold.PrepareAsync(cancellationToken);
        while (true)
        {
            fromTx.Value = tx;
            fromSeq.Value = seq;
            var events = 0;
            await using (var row = await fold.ExecuteReaderAsync(cancellationToken))
            {
                if (await row.ReadAsync(cancellationToken))
                    (events, tx, seq) = (row.GetInt32(0), row.GetFieldValue<ulong>(1), row.GetInt64(2));
            }

            counts.Projected(events);
            if (events < SmallBatch)
                await Task.Delay(Pause, cancellationToken);
        }
    }

    private static async Task<(ulong Tx, long Seq)> PositionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var position = new NpgsqlCommand("SELECT tx, seq FROM consumer", connection);
        await using var row = await position.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return (row.GetFieldValue<ulong>(0), row.GetInt64(1));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "the consumer begins again")]
    private static partial void LogFailure(ILogger logger, Exception failure);
}
