using Microsoft.Data.Sqlite;
using OrderRelay.Core.Ports;

namespace OrderRelay.Local.Tests.Sqlite;

/// <summary>The log is copied into the database, and the database synced, beside the commits.</summary>
public sealed class WalKeeperTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Commits_go_on_while_the_database_is_synced()
    {
        await using var rig = new QueueRig(new() { WalLimitBytes = 100_000 });
        using var syncing = new SemaphoreSlim(0);
        using var go = new ManualResetEventSlim();
        rig.Queue.Committer.File.Before = () =>
        {
            _ = syncing.Release();
            go.Wait();
        };
        await rig.EnqueueTogetherAsync(100, bytes: 3000);
        Assert.True(await syncing.WaitAsync(Longest));

        await rig.EnqueueAsync("beside");

        go.Set();
        await rig.RestartAsync();
        Assert.Equal(101, (await rig.DepthAsync()).Active);
    }

    [Fact]
    public async Task Log_of_small_groups_is_copied_in_small_portions()
    {
        await using var rig = new QueueRig(new() { WalLimitBytes = 64 << 20 });
        var copied = false;
        rig.Queue.Committer.File.Before = () => Volatile.Write(ref copied, true);

        for (var number = 0; !Volatile.Read(ref copied); number++)
        {
            await rig.EnqueueAsync($"small-{number}", bytes: 30_000);
        }

        Assert.InRange(new FileInfo(rig.PathOf("queue.db-wal")).Length, 1 << 20, 8 << 20);
    }

    /// <summary>A backup reads for minutes. To wait for it after each group is to stop.</summary>
    [Fact]
    public async Task Reader_in_the_way_of_emptying_the_log_holds_no_commit_up_and_the_log_is_emptied_behind_it()
    {
        await using var rig = new QueueRig();
        var log = new FileInfo(rig.PathOf("queue.db-wal"));
        await using (var reader = new SqliteConnection($"Data Source={rig.PathOf("queue.db")};Pooling=False"))
        {
            reader.Open();
            using var transaction = reader.BeginTransaction(deferred: true);
            using var command = reader.CreateCommand();
            command.CommandText = "SELECT count(*) FROM segments";
            _ = command.ExecuteScalar();
            await rig.EnqueueAsync("behind the reader's snapshot");
            await rig.Queue.EmptyLogAsync();

            await EnqueueOneByOneAsync(rig, 50).WaitAsync(Longest);

            log.Refresh();
            Assert.NotEqual(0, log.Length);
        }

        await Until.HoldsAsync(() =>
        {
            log.Refresh();
            return log.Length == 0;
        });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Database_that_cannot_be_synced_ends_acknowledgements_until_a_start_that_reads_the_log_again(bool crash)
    {
        await using var rig = new QueueRig(new() { WalLimitBytes = 100_000 });
        rig.Queue.Committer.File.Before = static () => throw new IOException("input/output error");
        var acknowledged = await rig.EnqueueUntilRefusedAsync(Longest);
        rig.Queue.Committer.File.Before = null;
        _ = await Assert.ThrowsAsync<QueueUnavailableException>(() => rig.EnqueueAsync("later"));

        if (crash)
        {
            rig.Crash();
        }
        else
        {
            await rig.Queue.DisposeAsync();
            Assert.NotEqual(0, new FileInfo(rig.PathOf("queue.db-wal")).Length);
            await rig.RestartAsync();
        }

        Assert.Equal(acknowledged, (await rig.DepthAsync()).Active);
        await rig.EnqueueAsync("again");
    }

    private static async Task EnqueueOneByOneAsync(QueueRig rig, int count)
    {
        for (var number = 0; number < count; number++)
        {
            await rig.EnqueueAsync($"one-{number}");
        }
    }
}
