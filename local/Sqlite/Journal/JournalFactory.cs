namespace OrderRelay.Local.Sqlite;

/// <summary>
/// Makes the journal's files, with all their blocks written once: a sync of a frame then has nothing to note of the file itself, which
/// is what makes it cheap. A file that is used up becomes the next one, since zeros cost as much as what is written over them later.
/// </summary>
/// <param name="database">The queue's database, beside which they lie.</param>
/// <param name="mostBytes">The size of a file once the queue has grown; a frame that is larger gets a file of its own.</param>
internal sealed class JournalFactory(string database, long mostBytes)
{
    /// <summary>A queue that never holds much never needs more. Each further file is twice as large.</summary>
    public const long LeastBytes = 512 << 10;

    private readonly string _folder = Path.GetDirectoryName(database)!;
    private readonly string _spare = JournalNames.SpareOf(database);

    /// <summary>A file in which nothing ever stood.</summary>
    /// <exception cref="IOException">There is no room for it, or it cannot be synced.</exception>
    public JournalFile Create(long number, long bytes) => Make(number, bytes, recycles: false);

    /// <summary>A file made of the one that was used up, where there is one.</summary>
    /// <inheritdoc cref="Create"/>
    public JournalFile CreateFromSpare(long number, long bytes)
    {
        var recycles = File.Exists(_spare);
        return Make(number, recycles ? new FileInfo(_spare).Length : Math.Min(bytes, mostBytes), recycles);
    }

    public void RemoveSpare() => File.Delete(_spare);

    /// <summary>Takes a file that is used up out of the journal.</summary>
    /// <param name="file">The file.</param>
    /// <param name="keepsSpare">It may be kept as the next one's blocks.</param>
    public void Remove(JournalFile file, bool keepsSpare)
    {
        if (keepsSpare && file.Header.Bytes == mostBytes && !File.Exists(_spare))
        {
            File.Move(file.Path, _spare);
        }
        else
        {
            File.Delete(file.Path);
        }
    }

    private JournalFile Make(long number, long bytes, bool recycles)
    {
        var path = JournalNames.PathOf(database, number);
        var unfinished = path + JournalNames.Unfinished;
        var header = JournalHeader.Draw(number, bytes, recycles);
        try
        {
            File.Delete(unfinished);
            if (recycles)
            {
                File.Move(_spare, unfinished);
            }

            if (!recycles)
            {
                ZeroFile.Create(unfinished, bytes);
            }

            using (var file = JournalFile.Open(unfinished))
            {
                Span<byte> first = stackalloc byte[JournalHeader.Size];
                header.Write(first);
                RandomAccess.Write(file, first, 0);
                DiskSync.Run(file);
            }

            File.Move(unfinished, path, overwrite: true);
            DiskSync.Folder(_folder);
        }
        catch (IOException)
        {
            // Half a file takes the room that messages need.
            File.Delete(unfinished);
            throw;
        }

        return new(path, header);
    }
}
