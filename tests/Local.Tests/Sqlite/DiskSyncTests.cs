using OrderRelay.Local.Sqlite;

namespace OrderRelay.Local.Tests.Sqlite;

/// <summary>A sync that did not happen is never taken for one that did.</summary>
public sealed class DiskSyncTests
{
    [Fact]
    public void File_and_folder_that_are_there_are_synced()
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "file");
        File.WriteAllText(path, "bytes");

        DiskSync.File(path);
        DiskSync.Folder(folder.Path);
    }

    [UnixFact]
    public void Folder_that_is_not_there_is_told()
    {
        using var folder = new TemporaryFolder();

        _ = Assert.Throws<IOException>(() => DiskSync.Folder(Path.Combine(folder.Path, "gone")));
    }

    [UnixFact]
    public void Refused_sync_is_told()
    {
        using var sync = new FileSync("/dev/null");

        Assert.False(sync.Run());
        Assert.Contains("could not be synced", sync.Failure!.Message, StringComparison.Ordinal);
    }

    /// <summary>Skipped, with the reason, where the runtime's own flush is used.</summary>
    private sealed class UnixFactAttribute : FactAttribute
    {
        public UnixFactAttribute() => Skip = OperatingSystem.IsWindows() ? "Windows syncs by the runtime's own call" : null;
    }
}
