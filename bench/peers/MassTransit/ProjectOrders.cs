using MassTransit;
using Npgsql;
using NpgsqlTypes;

namespace OrderRelay.Peers.MassTransit;

/// <summary>Folds a batch in memory, one row per order, and writes it by one statement. A redelivered message changes nothing.</summary>
public sealed class ProjectOrders(NpgsqlDataSource source, Counts counts) : IConsumer<Batch<WebhookReceived>>
{
    private static readonly string Upsert = $"""
        INSERT INTO orders AS o
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9)
        {OrdersTable.OnConflict}
        """;

    /// <inheritdoc/>
    public async Task Consume(ConsumeContext<Batch<WebhookReceived>> context)
    {
        // Sorted, so that two batches that share orders lock them in the same order.
        var rows = new SortedDictionary<string, OrderMove?[]>(StringComparer.Ordinal);
        for (var i = 0; i < context.Message.Length; i++)
        {
            var move = context.Message[i].Message.Move;
            if (!rows.TryGetValue(move.OrderId, out var tracks))
                rows.Add(move.OrderId, tracks = new OrderMove?[2]);

            if (tracks[move.Track] is not { } known || move.Outranks(known))
                tracks[move.Track] = move;
        }

        await WriteAsync(rows, context.CancellationToken);
        counts.Projected(context.Message.Length);
    }

    private async Task WriteAsync(SortedDictionary<string, OrderMove?[]> rows, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(Upsert);
        command.Parameters.Add(Column(NpgsqlDbType.Text, rows.Keys.ToArray()));
        for (var i = 0; i < 2; i++)
        {
            var track = i;
            var moves = rows.Values.Select(tracks => tracks[track]).ToArray();
            command.Parameters.Add(Column(NpgsqlDbType.Text, Array.ConvertAll(moves, static move => move?.Status)));
            command.Parameters.Add(Column(NpgsqlDbType.Smallint, Array.ConvertAll(moves, static move => move?.Rank)));
            command.Parameters.Add(Column(NpgsqlDbType.TimestampTz, Array.ConvertAll(moves, static move => move?.At)));
            command.Parameters.Add(Column(NpgsqlDbType.Uuid, Array.ConvertAll(moves, static move => move?.Identity)));
        }

        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlParameter<T[]> Column<T>(NpgsqlDbType type, T[] values)
        => new() { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type };
}
