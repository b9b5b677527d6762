namespace OrderRelay.Local.Sqlite;

/// <summary>A small write that needs no type of its own.</summary>
internal sealed class QueueWork(Action<QueueSession> write, bool durable = false) : CommitWork<QueueSession, bool>
{
    public override bool Durable => durable;

    public override void Write(QueueSession session) => write(session);
}
