using Microsoft.Data.Sqlite;
using OrderRelay.Core.Pipeline;

namespace OrderRelay.Local.Sqlite;

/// <summary>Takes over what an earlier process left, whichever way it ended.</summary>
/// <param name="connection">The queue's database.</param>
/// <param name="options">How the queue behaves.</param>
/// <param name="now">The time, in ticks.</param>
/// <param name="acceptsLoss">Events of before are missing in the orders: this is told no more, and no id of before counts as received,
/// so that what was lost is taken again when it is sent again.</param>
internal sealed class QueueLoader(SqliteConnection connection, SqliteQueueOptions options, long now, bool acceptsLoss)
{
    private readonly SettledReader _settled = new(connection);

    public void Load(JournalContent content, JournalFiles files, PendingMessages pending, RecentIds recent)
    {
        Database.Execute(connection, "BEGIN IMMEDIATE");
        using (var begins = new Statement(connection, "INSERT OR IGNORE INTO journal(id, first_file, low, high) VALUES(1, ?1, ?2, ?2)"))
        {
            _ = begins.Bind(1, files.First.Number).Bind(2, content.Segments.Count > 0 ? content.Segments[0].First : files.End).Run();
        }

        if (acceptsLoss)
        {
            Database.Execute(connection, "DELETE FROM projected");
        }

        BurySpent();
        TakeApartOld();
        _ = content.Segments.RemoveAll(segment => !_settled.LeavesSomething(segment));
        content.Segments.ForEach(GiveRows);
        Database.Execute(connection, "COMMIT");
        _ = content.Segments.RemoveAll(static segment => segment.Stored == 0);
        pending.Add(content.Segments, Rows());
        pending.AddDead(Database.Scalar(connection, "SELECT count(*) FROM messages WHERE state = 1"));
        if (!acceptsLoss)
        {
            LoadRecent(recent);
            content.Recent.ForEach(group => recent.Add(group.First, group.At, group.Ids));
        }
    }

    private void BurySpent()
    {
        using var bury = new Statement(connection,
            "UPDATE messages SET state = 1, dead_at = ?1, reason = ?2, text = ?3 WHERE state = 0 AND deliveries >= ?4");
        _ = bury.Bind(1, now).Bind(2, (long)DeadLetterReason.AttemptsExhausted)
            .Bind(3, AttemptsText.Of(options.MaxDeliveryCount, "the process ended while it was handled"))
            .Bind(4, options.MaxDeliveryCount).Run();
    }

    /// <summary>Segments of a version without a journal: each of their messages gets a row, and they go.</summary>
    private void TakeApartOld()
    {
        if (!QueueState.HasOldSegments(connection))
        {
            return;
        }

        using (var old = new Statement(connection, "SELECT first, count, enqueued_at, deliveries, payload FROM segments ORDER BY first"))
        using (var settled = new Statement(connection, "SELECT 1 FROM settled WHERE seq = ?1"))
        {
            while (old.Step())
            {
                var segment = new Segment(old.Long(0), (int)old.Long(1), old.Long(2), default) { Deliveries = (int)old.Long(3), Payload = old.Blob(4).ToArray() };
                for (var offset = 0; offset < segment.Count; offset++)
                {
                    if (settled.Bind(1, segment.First + offset).Step())
                    {
                        segment.Remove(offset);
                    }

                    settled.Reset();
                }

                Insert(segment, static (_, _) => true);
            }
        }

        Database.Execute(connection, "DELETE FROM settled; DROP TABLE segments;");
    }

    /// <summary>One message of a segment that was out at several crashes may be their cause: each gets a row and is
    /// delivered by itself, so that only the guilty one uses up its deliveries. So does each that waits for its time.</summary>
    private void GiveRows(Segment segment)
    {
        if (segment.Deliveries >= PendingMessages.AloneFrom)
        {
            Insert(segment, static (_, _) => true);
            _settled.Settle(segment);
        }
        else if (segment.Dues is not null)
        {
            Insert(segment, static (segment, offset) => segment.Waits(offset));
            _settled.Settle(segment, static (segment, offset) => segment.Waits(offset));
        }
    }

    private void Insert(Segment segment, Func<Segment, int, bool> chosen)
    {
        using var insert = new Statement(connection,
            "INSERT INTO messages(seq, state, due, deliveries, enqueued_at, envelope) VALUES(?1, 0, ?2, ?3, ?4, ?5)");
        ReadOnlyMemory<byte> payload = segment.Read();
        var at = 0;
        for (var offset = 0; offset < segment.Count; offset++)
        {
            var envelope = Segment.Next(payload, ref at);
            var due = segment.DueOf(offset);
            if (!segment.IsGone(offset) && chosen(segment, offset))
            {
                _ = insert.Bind(1, segment.First + offset).Bind(2, due).Bind(3, due == QueuedRow.AtOnce ? segment.Deliveries : 0)
                    .Bind(4, segment.EnqueuedAt).Bind(5, envelope.Span).Run();
            }
        }
    }

    private List<QueuedRow> Rows()
    {
        List<QueuedRow> rows = [];
        using var query = new Statement(connection, "SELECT seq, enqueued_at, due, deliveries FROM messages WHERE state = 0 ORDER BY seq");
        while (query.Step())
        {
            rows.Add(new(query.Long(0), query.Long(1), query.Long(2), (int)query.Long(3)));
        }

        return rows;
    }

    private void LoadRecent(RecentIds recent)
    {
        using var query = new Statement(connection, "SELECT first, at, ids FROM recent ORDER BY first");
        while (query.Step())
        {
            var bytes = query.Blob(2);
            var ids = new UInt128[bytes.Length / Key16.Size];
            for (var index = 0; index < ids.Length; index++)
            {
                ids[index] = Key16.Read(bytes[(index * Key16.Size)..]);
            }

            recent.Add(query.Long(0), query.Long(1), ids);
        }
    }
}
