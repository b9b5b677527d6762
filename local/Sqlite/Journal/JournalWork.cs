namespace OrderRelay.Local.Sqlite;

/// <summary>What is asked of the journal beside messages.</summary>
internal sealed class JournalWork(Action<JournalSession> write) : CommitWork<JournalSession, bool>
{
    public override void Write(JournalSession session) => write(session);
}
