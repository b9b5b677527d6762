namespace OrderRelay.Local.Sqlite;

/// <summary>Writes that a delivery begins, before it does: a message that takes the process down with it must not be
/// delivered for ever. It has to survive the process, not power loss.</summary>
internal sealed class CountDeliveryWork(List<Segment> segments, List<QueuedRow> rows) : CommitWork<QueueSession, bool>
{
    public override bool Durable => false;

    public override void Write(QueueSession session)
    {
        foreach (var segment in segments)
        {
            session.CountDelivery(segment);
        }

        foreach (var row in rows)
        {
            session.CountDelivery(row);
        }
    }
}
