namespace OrderRelay.Local.Sqlite;

/// <summary>A small write that needs no type of its own.</summary>
internal sealed class QueueWork(Action<QueueSession> write) : CommitWork<QueueSession, bool>
{
    public override bool Durable => false;

    public override void Write(QueueSession session) => write(session);
}
