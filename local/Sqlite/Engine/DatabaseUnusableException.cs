namespace OrderRelay.Local.Sqlite;

/// <summary>A database file that must not be used: damaged, or written by a newer version. Nothing was changed in it.</summary>
public sealed class DatabaseUnusableException : Exception
{
    public DatabaseUnusableException()
    {
    }

    public DatabaseUnusableException(string message)
        : base(message)
    {
    }

    public DatabaseUnusableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal static DatabaseUnusableException Damaged(string path, string what, Exception? cause = null)
        => new($"{path} is damaged ({what.ReplaceLineEndings(", ")}); restore it from a backup, or move it away to start without it", cause!);

    internal static DatabaseUnusableException JournalDamaged(string path, string database, string what, Exception? cause = null)
        => new($"{path} is damaged ({what.ReplaceLineEndings(", ")}); restore a backup, or move {System.IO.Path.GetFileName(database)} and all files that begin so away to start without what is queued", cause!);

    internal static DatabaseUnusableException Unwritable(string path, Exception cause)
        => new($"{path} or its journal cannot be written ({cause.Message.ReplaceLineEndings(", ")}); mend that or choose another --data", cause);

    internal static DatabaseUnusableException Missing(string path, string log)
        => new($"{path} is missing, but its log {System.IO.Path.GetFileName(log)} is there; bring it back or restore a backup, or move the log away to start without it");

    internal static DatabaseUnusableException EventsMissing(string path, long events)
        => new($"{path} lacks {events} event{(events == 1 ? "" : "s")} that it had: its log was damaged, or an older file took its place; restore a backup, or start once with --accept-loss to go on without");

    internal static DatabaseUnusableException Newer(string path, long version, long known)
        => new($"{path} was written by a newer orderrelay (its schema is {version}, this one knows {known}); use that version or choose another --data");
}
