using Microsoft.Data.Sqlite;

namespace OrderRelay.Local.Sqlite;

/// <summary>Opens a queue: reads its journal against what its database says, and only then changes anything.</summary>
internal static class QueueOpening
{
    /// <param name="database">The queue's.</param>
    /// <param name="options">How it behaves.</param>
    /// <param name="now">The time.</param>
    /// <param name="pending">Learns what waits.</param>
    /// <param name="recent">Learns of the ids.</param>
    /// <param name="mark">Is checked first; null where no orders' file follows the queue.</param>
    /// <returns>The journal; the segment before the first that is not settled; the last one.</returns>
    /// <exception cref="DatabaseUnusableException">A file is damaged, missing, cannot be written, or is of a newer version.</exception>
    public static (JournalFiles Files, Segment Lowest, Segment Last) Load(
        Database database, SqliteQueueOptions options, DateTimeOffset now, PendingMessages pending, RecentIds recent, ProjectedMark? mark)
    {
        using var connection = database.OpenWriter();
        try
        {
            mark?.Check(connection);
            var known = QueueState.Read(connection);
            var content = new JournalReader(database.Path, known.Low, (now - options.DuplicateWindow).UtcTicks).Read(known.FirstFile);
            var files = new JournalFiles(new(database.Path, options.JournalFileBytes), content, NextOf(content, known, database.Path));
            new QueueLoader(connection, options, now.UtcTicks, acceptsLoss: mark is { Lost: > 0 }).Load(content, files, pending, recent);
            var lowest = new Segment(content.Segments.Count > 0 ? content.Segments[0].First : files.End, 0, 0, default);
            return (files, lowest, Link(lowest, content.Segments));
        }
        catch (SqliteException failure)
        {
            throw DatabaseUnusableException.Damaged(database.Path, failure.Message, failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw DatabaseUnusableException.Unwritable(database.Path, failure);
        }
    }

    /// <summary>The sequence number of the next message. The database knows only of messages that were on the disk.</summary>
    /// <exception cref="DatabaseUnusableException">The journal lacks some of them.</exception>
    public static long NextOf(JournalContent content, QueueState known, string database)
    {
        var last = content.Files.Count > 0 ? content.Files[^1].Path : database;
        if (content.Next is { } next)
        {
            return next >= known.Next
                ? next : throw DatabaseUnusableException.JournalDamaged(last, database, $"messages {next} to {known.Next - 1} are missing from its end");
        }

        return known.High <= known.Low
            ? known.Next : throw DatabaseUnusableException.JournalDamaged(last, database, $"messages {known.Low} to {known.High - 1} are missing");
    }

    private static Segment Link(Segment lowest, List<Segment> segments)
    {
        var last = lowest;
        foreach (var segment in segments)
        {
            last.Following = segment;
            last = segment;
        }

        return last;
    }
}
