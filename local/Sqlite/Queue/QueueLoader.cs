using Microsoft.Data.Sqlite;
using OrderRelay.Core.Pipeline;

namespace OrderRelay.Local.Sqlite;

/// <summary>Takes over what an earlier process left, whichever way it ended.</summary>
internal sealed class QueueLoader(SqliteConnection connection, SqliteQueueOptions options, long now)
{
    private long _next = 1;

    /// <returns>The next sequence number.</returns>
    public long Load(PendingMessages pending, RecentIds recent)
    {
        Database.Execute(connection, "BEGIN IMMEDIATE");
        BurySpent();
        Explode();
        Database.Execute(connection, "COMMIT");
        pending.Add(Segments(), Rows());
        pending.AddDead(Database.Scalar(connection, "SELECT count(*) FROM messages WHERE state = 1"));
        LoadRecent(recent);
        return _next;
    }

    private void BurySpent()
    {
        using var bury = new Statement(connection,
            "UPDATE messages SET state = 1, dead_at = ?1, reason = ?2, text = ?3 WHERE state = 0 AND deliveries >= ?4");
        _ = bury.Bind(1, now).Bind(2, (long)DeadLetterReason.AttemptsExhausted)
            .Bind(3, AttemptsText.Of(options.MaxDeliveryCount, "the process ended while it was handled"))
            .Bind(4, options.MaxDeliveryCount).Run();
    }

    /// <summary>One message of a segment that was out at several crashes may be their cause: each gets a row and is
    /// delivered by itself, so that only the guilty one uses up its deliveries.</summary>
    private void Explode()
    {
        using var suspects = new Statement(connection,
            "SELECT first, count, enqueued_at, deliveries, payload FROM segments WHERE deliveries >= ?1");
        using var settled = new Statement(connection, "SELECT 1 FROM settled WHERE seq = ?1");
        using var insert = new Statement(connection,
            "INSERT INTO messages(seq, state, due, deliveries, enqueued_at, envelope) VALUES(?1, 0, ?2, ?3, ?4, ?5)");
        _ = suspects.Bind(1, PendingMessages.AloneFrom);
        while (suspects.Step())
        {
            var first = suspects.Long(0);
            ReadOnlyMemory<byte> payload = suspects.Blob(4).ToArray();
            var at = 0;
            for (var offset = 0; offset < suspects.Long(1); offset++)
            {
                var envelope = Segment.Next(payload, ref at);
                var gone = settled.Bind(1, first + offset).Step();
                settled.Reset();
                if (!gone)
                {
                    _ = insert.Bind(1, first + offset).Bind(2, QueuedRow.AtOnce).Bind(3, suspects.Long(3)).Bind(4, suspects.Long(2))
                        .Bind(5, envelope.Span).Run();
                }
            }
        }

        Database.Execute(connection, $"""
            DELETE FROM settled WHERE EXISTS(
                SELECT 1 FROM segments WHERE deliveries >= {PendingMessages.AloneFrom} AND seq BETWEEN first AND first + count - 1);
            DELETE FROM segments WHERE deliveries >= {PendingMessages.AloneFrom};
            """);
    }

    private List<Segment> Segments()
    {
        List<Segment> segments = [];
        using var query = new Statement(connection, "SELECT first, count, enqueued_at, deliveries FROM segments ORDER BY first");
        while (query.Step())
        {
            segments.Add(new(query.Long(0), (int)query.Long(1), query.Long(2), (int)query.Long(3)));
            Seen(query.Long(0) + query.Long(1) - 1);
        }

        MarkSettled(segments);
        return segments;
    }

    private void MarkSettled(List<Segment> segments)
    {
        using var query = new Statement(connection, "SELECT seq FROM settled ORDER BY seq");
        var index = 0;
        while (query.Step())
        {
            var sequenceNumber = query.Long(0);
            while (index < segments.Count && segments[index].First + segments[index].Count <= sequenceNumber)
            {
                index++;
            }

            if (index < segments.Count && sequenceNumber >= segments[index].First)
            {
                segments[index].Remove((int)(sequenceNumber - segments[index].First));
                segments[index].Stored--;
                segments[index].PartlySettled = true;
            }
        }
    }

    private List<QueuedRow> Rows()
    {
        List<QueuedRow> rows = [];
        using var query = new Statement(connection, "SELECT seq, enqueued_at, due, deliveries, state FROM messages ORDER BY seq");
        while (query.Step())
        {
            Seen(query.Long(0));
            if (query.Long(4) == QueueSchema.Waiting)
            {
                rows.Add(new(query.Long(0), query.Long(1), query.Long(2), (int)query.Long(3)));
            }
        }

        return rows;
    }

    private void LoadRecent(RecentIds recent)
    {
        using var query = new Statement(connection, "SELECT first, count, at, ids FROM recent ORDER BY first");
        while (query.Step())
        {
            var bytes = query.Blob(3);
            var ids = new UInt128[bytes.Length / Key16.Size];
            for (var index = 0; index < ids.Length; index++)
            {
                ids[index] = Key16.Read(bytes[(index * Key16.Size)..]);
            }

            recent.Add(query.Long(0), query.Long(2), ids);
            Seen(query.Long(0) + query.Long(1) - 1);
        }
    }

    private void Seen(long sequenceNumber) => _next = Math.Max(_next, sequenceNumber + 1);
}
