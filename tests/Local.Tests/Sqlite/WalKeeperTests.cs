using Microsoft.Data.Sqlite;
using OrderRelay.Core.Pipeline;
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
        await rig.PutOffAsync(100, bytes: 3000);
        Assert.True(await syncing.WaitAsync(Longest));

        await rig.EnqueueAsync("beside");
        await rig.SettleAsync(await rig.ReceiveAsync(), new Outcome.Retry(TimeSpan.FromHours(1), "busy")).WaitAsync(Longest);

        go.Set();
        await rig.RestartAsync();
        Assert.Equal(101, (await rig.DepthAsync()).Scheduled);
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
            await rig.SettleAsync(await rig.ReceiveAsync(), new Outcome.Retry(TimeSpan.FromHours(1), "busy"));
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
            command.CommandText = "SELECT count(*) FROM messages";
            _ = command.ExecuteScalar();
            await rig.EnqueueAsync("behind the reader's snapshot");
            await rig.SettleAsync(await rig.ReceiveAsync(), Outcome.Completed.Instance);
            await rig.Queue.EmptyLogAsync();

            await SettleOneByOneAsync(rig, 50).WaitAsync(Longest);

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
    public async Task Database_that_cannot_be_synced_takes_no_settlement_until_a_start_that_reads_the_log_again(bool crash)
    {
        await using var rig = new QueueRig(new() { WalLimitBytes = 100_000 });
        rig.Queue.Committer.File.Before = static () => throw new IOException("input/output error");
        var taken = await rig.PutOffUntilRefusedAsync(Longest);
        rig.Queue.Committer.File.Before = null;
        _ = await Assert.ThrowsAsync<QueueUnavailableException>(() => rig.Queue.ProbeAsync());

        // What comes in is safe in the journal, whatever the database takes.
        await rig.EnqueueAsync("meanwhile");
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

        Assert.Equal((taken - 1, 2), ((await rig.DepthAsync()).Scheduled, (await rig.DepthAsync()).Active));
        await rig.SettleAsync(await rig.ReceiveAllAsync(2), Outcome.Completed.Instance);
    }

    private static async Task SettleOneByOneAsync(QueueRig rig, int count)
    {
        for (var number = 0; number < count; number++)
        {
            await rig.EnqueueAsync($"one-{number}");
            await rig.SettleAsync(await rig.ReceiveAsync(), Outcome.Completed.Instance);
        }
    }
}
