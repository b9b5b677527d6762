namespace OrderRelay.Local.Sqlite;

/// <summary>One write to the desk.</summary>
internal sealed class DeskWork(Func<DeskSession, bool> write) : CommitWork<DeskSession, bool>
{
    public override void Write(DeskSession session) => Result = write(session);
}
