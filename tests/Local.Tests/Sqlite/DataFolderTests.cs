using System.Globalization;
using OrderRelay.Contracts;
using OrderRelay.Core.Ports;
using OrderRelay.Local.Sqlite;

namespace OrderRelay.Local.Tests.Sqlite;

public sealed class DataFolderTests
{
    [Fact]
    public void Second_opener_is_refused_and_told_by_whom()
    {
        using var temporary = new TemporaryFolder();
        using var first = DataFolder.Open(temporary.Path);

        var refused = Assert.Throws<DataFolderInUseException>(() => DataFolder.Open(temporary.Path));

        Assert.Equal(
            string.Create(CultureInfo.InvariantCulture, $"{temporary.Path} is in use by another orderrelay process (pid {Environment.ProcessId}); stop it or choose another --data"),
            refused.Message);
    }

    [Fact]
    public void Folder_is_free_again_once_closed()
    {
        using var temporary = new TemporaryFolder();
        DataFolder.Open(temporary.Path).Dispose();
        using var again = DataFolder.Open(temporary.Path);

        Assert.Equal(temporary.Path, again.Path);
    }

    [Fact]
    public void Folder_whose_place_a_file_takes_is_not_called_in_use()
    {
        using var temporary = new TemporaryFolder();
        var path = temporary.PathOf("taken");
        File.WriteAllText(path, "a file");

        var refused = Assert.Throws<DataFolderUnusableException>(() => DataFolder.Open(path));

        Assert.StartsWith($"{path} cannot be used as data folder: ", refused.Message, StringComparison.Ordinal);
        Assert.EndsWith("choose another --data", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_that_may_not_be_written_is_not_called_in_use()
    {
        using var temporary = new TemporaryFolder();
        _ = Directory.CreateDirectory(temporary.PathOf("lock"));

        _ = Assert.Throws<DataFolderUnusableException>(() => DataFolder.Open(temporary.Path));
    }

    [Fact]
    public void Folder_on_a_full_disk_is_refused_with_that_word_and_not_left_locked()
    {
        using var temporary = new TemporaryFolder();
        var pid = temporary.PathOf("pid");
        if (!File.Exists("/dev/full"))
        {
            return; // Only Linux has a disk that is always full.
        }

        _ = File.CreateSymbolicLink(pid, "/dev/full");
        var refused = Assert.Throws<DataFolderUnusableException>(() => DataFolder.Open(temporary.Path));
        File.Delete(pid);

        Assert.Contains("No space left on device", refused.Message, StringComparison.Ordinal);
        DataFolder.Open(temporary.Path).Dispose();
    }

    [Fact]
    public void New_folder_is_for_its_owner_alone()
    {
        using var temporary = new TemporaryFolder();
        var path = temporary.PathOf("new/deeper");
        using var folder = DataFolder.Open(path);

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(path));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(20_000)]
    public async Task Damaged_file_is_refused_and_left_alone(int length)
    {
        using var temporary = new TemporaryFolder();
        using var folder = DataFolder.Open(temporary.Path);
        await SqliteEventQueue.Open(folder, new(), TimeProvider.System).DisposeAsync();
        var junk = new byte[length];
        new Random(1).NextBytes(junk);
        File.WriteAllBytes(temporary.PathOf("queue.db"), junk);

        var refused = Assert.Throws<DatabaseUnusableException>(() => SqliteEventQueue.Open(folder, new(), TimeProvider.System));

        Assert.Contains("is damaged", refused.Message, StringComparison.Ordinal);
        Assert.Equal(junk, File.ReadAllBytes(temporary.PathOf("queue.db")));
    }

    [Fact]
    public async Task File_without_a_column_that_this_version_writes_is_refused()
    {
        using var temporary = new TemporaryFolder();
        using var folder = DataFolder.Open(temporary.Path);
        await SqliteOrderStore.Open(folder).DisposeAsync();
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={temporary.PathOf("orders.db")};Pooling=false"))
        {
            connection.Open();
            Database.Execute(connection, "ALTER TABLE orders DROP COLUMN erased_at");
        }

        var refused = Assert.Throws<DatabaseUnusableException>(() => SqliteOrderStore.Open(folder));

        Assert.Contains("erased_at", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_with_damaged_pages_is_refused()
    {
        using var temporary = new TemporaryFolder();
        using var folder = DataFolder.Open(temporary.Path);
        await using (var store = SqliteOrderStore.Open(folder))
        {
            foreach (var number in Enumerable.Range(0, 100))
            {
                _ = await store.CommitAsync([Samples.New(Samples.Event(new("captain", $"o-{number}"), "e"))], default);
            }
        }

        using (var file = File.OpenWrite(temporary.PathOf("orders.db")))
        {
            file.Position = 8192;
            var junk = new byte[file.Length - file.Position];
            Array.Fill(junk, (byte)0xA5);
            file.Write(junk);
        }

        _ = Assert.Throws<DatabaseUnusableException>(() => SqliteOrderStore.Open(folder));
    }

    [Fact]
    public async Task File_of_a_newer_version_is_refused()
    {
        using var temporary = new TemporaryFolder();
        using var folder = DataFolder.Open(temporary.Path);
        await using (var queue = SqliteEventQueue.Open(folder, new(), TimeProvider.System))
        {
            Database.Execute(queue.Committer.Connection, "PRAGMA user_version=99;");
        }

        var refused = Assert.Throws<DatabaseUnusableException>(() => SqliteEventQueue.Open(folder, new(), TimeProvider.System));
        Assert.Contains("newer orderrelay", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Probe_says_what_is_wrong_in_words()
    {
        using var temporary = new TemporaryFolder();
        using var folder = DataFolder.Open(temporary.Path);
        await using var queue = SqliteEventQueue.Open(folder, new(), TimeProvider.System);
        await using var store = SqliteOrderStore.Open(folder);
        var probe = new SqliteProbe(queue, store, TimeProvider.System);
        Assert.All((await probe.ProbeAsync(default)).Values, Assert.Null);

        store.Committer.BeforeCommit = static () => throw new IOException("no space left on device");
        var answer = await probe.ProbeAsync(default);

        Assert.Null(answer["queue"]);
        Assert.Contains("no space left", answer["store"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Closed_queue_and_store_refuse_as_unavailable()
    {
        using var temporary = new TemporaryFolder();
        using var folder = DataFolder.Open(temporary.Path);
        var queue = SqliteEventQueue.Open(folder, new(), TimeProvider.System);
        await queue.DisposeAsync();

        _ = await Assert.ThrowsAsync<QueueUnavailableException>(() => queue.EnqueueAsync(Samples.Message("m"), null, default).AsTask());
    }
}
