namespace OrderRelay.Local.Sqlite;

/// <summary>Moves received messages out of their leases, all in one transaction. Needs no sync: what power loss takes back
/// is delivered once more.</summary>
internal sealed class SettleWork(List<MessageMove> moves, PendingMessages pending) : CommitWork<QueueSession, bool>
{
    public override bool Durable => false;

    public override void Write(QueueSession session)
    {
        for (var index = 0; index < moves.Count; index++)
        {
            if (moves[index].Segment is { } segment)
            {
                var end = EndOfRun(segment, index);
                session.MoveOut(segment, moves, index, end);
                index = end - 1;
            }
            else
            {
                session.MoveRow(moves[index]);
            }
        }
    }

    protected override void Committed()
    {
        for (var index = 0; index < moves.Count; index++)
        {
            if (moves[index].Segment is { } segment)
            {
                segment.Stored--;
            }
        }

        pending.Moved(moves);
    }

    protected override void RolledBack() => pending.NotMoved(moves);

    private int EndOfRun(Segment segment, int start)
    {
        var end = start + 1;
        while (end < moves.Count && ReferenceEquals(moves[end].Segment, segment))
        {
            end++;
        }

        return end;
    }
}
