namespace OrderRelay.Local.Tests.Sqlite;

/// <summary>A data folder of a test's own.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("orderrelay-test-").FullName;

    /// <summary>The files as a crash at this moment would leave them.</summary>
    public TemporaryFolder Crash()
    {
        var copy = new TemporaryFolder();
        // A journal file that goes meanwhile is one that the database, copied behind it, does not ask for.
        foreach (var file in Directory.GetFiles(Path, "*.db*").OrderByDescending(static file => file.Contains("-journal-", StringComparison.Ordinal)))
        {
            try
            {
                using var source = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                using var target = File.Create(System.IO.Path.Combine(copy.Path, System.IO.Path.GetFileName(file)));
                source.CopyTo(target);
            }
            catch (FileNotFoundException)
            {
                // It was used up, or made ready under its own name.
            }
        }

        return copy;
    }

    public string PathOf(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
