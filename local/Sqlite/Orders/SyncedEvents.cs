namespace OrderRelay.Local.Sqlite;

/// <summary>How far the orders' file has come. The committer says so, any thread may ask.</summary>
/// <param name="path">The file.</param>
/// <param name="file">The number that it drew when it was made: another file in its place has another one.</param>
/// <param name="found">The last event that it had when it was opened.</param>
internal sealed class SyncedEvents(string path, long file, long found)
{
    private long _last;

    public string Path => path;

    public long File => file;

    public long Found => found;

    /// <summary>The last event that this process knows to be on the disk; 0 before the first.</summary>
    public long Last => Volatile.Read(ref _last);

    /// <summary>Commits are told of one after another.</summary>
    public void Reached(long last)
    {
        if (last > _last)
        {
            Volatile.Write(ref _last, last);
        }
    }
}
