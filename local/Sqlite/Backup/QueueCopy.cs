using Microsoft.Data.Sqlite;

namespace OrderRelay.Local.Sqlite.Backup;

/// <summary>
/// Copies a queue, its database and its journal, so that they fit together. What the database's copy says is settled is in what is
/// copied later; what it does not is in the journal's copy. A file of the journal may be used up at any moment: so all are copied
/// before the database, and behind it those once more that were being written, or came meanwhile.
/// </summary>
/// <param name="source">The queue's database.</param>
/// <param name="target">Its copy.</param>
internal sealed class QueueCopy(string source, string target)
{
    /// <summary>Journals used up while they were copied, after which it is given up.</summary>
    private const int Attempts = 20;

    /// <summary>For tests: runs after each file of the journal that is copied.</summary>
    public Action<long>? AfterFile { get; init; }

    /// <param name="copyDatabase">Makes the copy of the database.</param>
    /// <returns>The paths of the journal's copies, in their order.</returns>
    /// <exception cref="BackupException">It is damaged, or used up faster than it can be copied.</exception>
    public List<string> Take(Action copyDatabase)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            JournalNames.All(target).ForEach(File.Delete);
            File.Delete(target);
            var last = CopyFrom(0) ?? 0;
            copyDatabase();
            if (State() is not { } state)
            {
                return [];
            }

            // The last was being written, or the one before it, where the last was made ready ahead: what is copied of them may be a part.
            foreach (var (number, path) in JournalNames.Numbered(target))
            {
                if (number < state.FirstFile || number >= last - 1)
                {
                    File.Delete(path);
                }
            }

            if (CopyFrom(Math.Max(last - 1, state.FirstFile ?? 0)) is not null && IsWhole(state))
            {
                return Tidy(state);
            }
        }

        throw new BackupException($"{Path.GetFileName(source)} could not be copied: its journal is used up faster than it can be read. Try again.");
    }

    /// <summary>Copies the last one first: what is appended meanwhile can then lack at the journal's end alone, never before what was copied.</summary>
    /// <returns>The number of the last; null when one was used up meanwhile.</returns>
    private long? CopyFrom(long first)
    {
        var (last, whole) = (0L, true);
        foreach (var (number, path) in Enumerable.Reverse(JournalNames.Numbered(source)).Where(file => file.Number >= first))
        {
            last = Math.Max(last, number);
            whole &= JournalCopy.TryTake(path, JournalNames.PathOf(target, number)) || first == 0;
            AfterFile?.Invoke(number);
        }

        return whole ? last : null;
    }

    private bool IsWhole(QueueState state)
    {
        var numbers = JournalNames.Numbered(target).ConvertAll(static file => file.Number);
        return numbers.Count > 0 && (state.FirstFile is null || numbers[0] == state.FirstFile) && numbers[^1] - numbers[0] == numbers.Count - 1;
    }

    /// <summary>Checks the copy as a start would, and takes out what was handled.</summary>
    private List<string> Tidy(QueueState state)
    {
        try
        {
            var content = new JournalReader(target, state.Low, long.MaxValue).Read(state.FirstFile);
            _ = QueueOpening.NextOf(content, state, target);
            using var connection = Open();
            var settled = SettledReader.All(connection);
            foreach (var file in content.Files)
            {
                JournalErasure.Run(file, settled);
                DiskSync.File(file.Path);
            }

            return content.Files.ConvertAll(static file => file.Path);
        }
        catch (DatabaseUnusableException damage)
        {
            throw new BackupException($"{Path.GetFileName(source)} cannot be copied with its journal: {damage.Message}", damage);
        }
    }

    /// <returns>Null for the database of a version that knows no journal.</returns>
    private QueueState? State()
    {
        using var connection = Open();
        return Database.Scalar(connection, "PRAGMA user_version;") < QueueSchema.FirstWithJournal ? null : QueueState.Read(connection);
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = target, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }
}
