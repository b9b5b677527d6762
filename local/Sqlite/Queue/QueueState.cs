using Microsoft.Data.Sqlite;

namespace OrderRelay.Local.Sqlite;

/// <summary>What the database says of the journal.</summary>
/// <param name="FirstFile">Number of the first file that has to be there; null when there never was one.</param>
/// <param name="Low">All messages below are settled.</param>
/// <param name="High">All messages below were on the disk.</param>
/// <param name="Next">No message of this number, or of a higher one, is known.</param>
internal readonly record struct QueueState(long? FirstFile, long Low, long High, long Next)
{
    public static QueueState Read(SqliteConnection connection)
    {
        var next = 1 + Math.Max(
            Database.Scalar(connection, "SELECT coalesce(max(seq), 0) FROM messages"),
            Database.Scalar(connection, "SELECT coalesce(max(first + count - 1), 0) FROM recent"));
        if (HasOldSegments(connection))
        {
            next = Math.Max(next, 1 + Database.Scalar(connection, "SELECT coalesce(max(first + count - 1), 0) FROM segments"));
        }

        using var journal = new Statement(connection, "SELECT first_file, low, high FROM journal");
        if (!journal.Step())
        {
            return new(null, 0, 0, next);
        }

        var state = new QueueState(journal.Long(0), journal.Long(1), journal.Long(2), 0);
        return state with { Next = Math.Max(next, Math.Max(state.Low, state.High)) };
    }

    /// <summary>Messages of a version without a journal.</summary>
    public static bool HasOldSegments(SqliteConnection connection)
        => Database.Scalar(connection, "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'segments'") > 0;
}
