namespace OrderRelay.Local.Sqlite;

/// <summary>A small write that needs no type of its own.</summary>
internal sealed class OrderWork(Action<OrderSession> write) : CommitWork<OrderSession, bool>
{
    public override bool Durable => false;

    public override void Write(OrderSession session) => write(session);
}
