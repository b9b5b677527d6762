using System.Text;
using OrderRelay.Contracts;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using OrderRelay.Local.Sqlite;

namespace OrderRelay.Local.Tests.Sqlite.Journal;

/// <summary>A queue over its journal: files that fill, go and come back, syncs that fail, starts.</summary>
public sealed class JournalQueueTests
{
    private static readonly SqliteQueueOptions SmallFiles = new() { JournalFileBytes = JournalFactory.LeastBytes };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Files_go_once_all_in_them_is_settled_and_their_ids_are_still_known(bool crash)
    {
        await using var rig = new QueueRig(SmallFiles);
        await rig.PassAsync(40);
        await rig.EnqueueAsync("left", bytes: 10);
        await Until.HoldsAsync(() => rig.JournalFiles.Count <= 3);
        Assert.False(File.Exists(rig.PathOf("queue.db-journal-00000001")));

        await rig.RestartAsync(crash);

        Assert.Equal(EnqueueResult.Duplicate, await rig.Queue.EnqueueAsync(Samples.Message("passed-0"), null, default));
        Assert.Equal(EnqueueResult.Duplicate, await rig.Queue.EnqueueAsync(Samples.Message("passed-39"), null, default));
        Assert.Equal("left", Assert.Single(await rig.ReceiveAllAsync(1)).Message.MessageId);
        rig.Time.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(EnqueueResult.Enqueued, await rig.Queue.EnqueueAsync(Samples.Message("passed-0"), null, default));
    }

    [Fact]
    public async Task Frames_of_an_earlier_use_of_a_file_are_not_taken_for_its_own()
    {
        await using var rig = new QueueRig(SmallFiles);
        for (var round = 0; !rig.Queue.Journal.Session.Files.Active.Header.Recycled; round++)
        {
            Assert.True(round < 50, "no file was used again");
            await rig.PassAsync(10, round * 10);
        }

        await rig.EnqueueAsync("left");
        var old = JournalFrameCount(rig.Queue.Journal.Session.Files.Active);
        Assert.True(old > 1, "nothing of an earlier use is in it");

        rig.Crash();

        Assert.Equal(1, (await rig.DepthAsync()).Active);
        Assert.Equal("left", Assert.Single(await rig.ReceiveAllAsync(1)).Message.MessageId);
    }

    [Fact]
    public async Task File_stays_until_the_disk_knows_what_became_of_its_messages()
    {
        await using var rig = new QueueRig(SmallFiles);
        await rig.EnqueueAsync("put-off", bytes: 300_000);
        await rig.SettleAsync(await rig.ReceiveAsync(), new Outcome.Retry(TimeSpan.FromMinutes(1), "busy"));
        var refused = 0;
        rig.Queue.Committer.BeforeCommit = () =>
        {
            if (rig.Queue.Journal.Session.Files.FrontEnd <= rig.Queue.Committer.Session.Low)
            {
                _ = Interlocked.Increment(ref refused);
                throw new IOException("the disk is gone");
            }
        };
        await rig.EnqueueAsync("next", bytes: 300_000);
        try
        {
            await rig.SettleAsync(await rig.ReceiveAsync(), Outcome.Completed.Instance);
        }
        catch (QueueUnavailableException)
        {
            // The message stays.
        }

        Assert.True(File.Exists(rig.PathOf("queue.db-journal-00000001")), "it is gone");
        rig.Queue.Committer.BeforeCommit = null;
        rig.Crash();
        rig.Time.Advance(TimeSpan.FromMinutes(10));
        Assert.Contains("put-off", (await rig.ReceiveAllAsync(2)).Select(static message => message.Message.MessageId));
        Assert.True(refused > 0, "the database was never asked");
    }

    [Fact]
    public async Task Failed_sync_ends_acknowledgements_until_a_restart()
    {
        await using var rig = new QueueRig();
        await rig.EnqueueAsync("before");
        rig.Queue.Journal.Session.Files.BeforeSync = static () => throw new IOException("input/output error");
        _ = await Assert.ThrowsAsync<QueueUnavailableException>(() => rig.EnqueueAsync("unsynced"));
        rig.Queue.Journal.Session.Files.BeforeSync = null;

        _ = await Assert.ThrowsAsync<QueueUnavailableException>(() => rig.EnqueueAsync("later"));
        _ = await Assert.ThrowsAsync<QueueUnavailableException>(() => rig.Queue.ProbeAsync());
        Assert.Equal(1, (await rig.DepthAsync()).Active);

        await rig.RestartAsync();
        await rig.EnqueueAsync("again");
        Assert.Equal(["again", "before", "unsynced"], (await rig.ReceiveAllAsync(3)).Select(static message => message.Message.MessageId).Order());
    }

    [Fact]
    public async Task Nobody_is_told_before_the_sync()
    {
        await using var rig = new QueueRig();
        using var syncing = new SemaphoreSlim(0);
        using var go = new ManualResetEventSlim();
        rig.Queue.Journal.Session.Files.BeforeSync = () =>
        {
            _ = syncing.Release();
            go.Wait();
        };
        var told = rig.EnqueueAsync("m");
        Assert.True(await syncing.WaitAsync(TimeSpan.FromSeconds(30)));

        Assert.False(told.IsCompleted);
        Assert.Equal(0, (await rig.DepthAsync()).Active);
        go.Set();
        await told;
        rig.Queue.Journal.Session.Files.BeforeSync = null;
    }

    [Fact]
    public async Task More_than_a_frame_takes_goes_into_several()
    {
        await using var rig = new QueueRig(SmallFiles);
        using var go = new ManualResetEventSlim();
        rig.Queue.Journal.BeforeCommit = go.Wait;
        var all = rig.EnqueueTogetherAsync(60, bytes: 100_000);
        rig.Queue.Journal.BeforeCommit = null;
        go.Set();
        await all;

        Assert.InRange(rig.Queue.Journal.Commits, 4, 60);
        rig.Crash();
        Assert.Equal(60, (await rig.ReceiveAllAsync(60)).Select(static message => message.Message.MessageId).Distinct().Count());
    }

    [Fact]
    public async Task Scheduled_message_whose_row_the_disk_refuses_comes_at_its_time_nevertheless()
    {
        await using var rig = new QueueRig();
        rig.Queue.Committer.BeforeCommit = static () => throw new IOException("the disk is gone");
        Assert.Equal(EnqueueResult.Enqueued, await rig.Queue.EnqueueAsync(Samples.Message("later"), rig.Time.GetUtcNow().AddHours(1), default));
        rig.Queue.Committer.BeforeCommit = null;
        var received = rig.ReceiveAsync();
        rig.Time.Advance(TimeSpan.FromMinutes(6));
        while ((await rig.DepthAsync()).Scheduled == 0)
        {
            await Task.Delay(5);
        }

        Assert.False(received.IsCompleted);

        rig.Time.Advance(TimeSpan.FromMinutes(55));

        var one = Assert.Single(await received);
        Assert.Equal(("later", 1), (one.Message.MessageId, one.DeliveryCount));
    }

    [Fact]
    public async Task Scheduled_message_without_a_row_gets_one_at_the_next_start()
    {
        await using var rig = new QueueRig();
        rig.Queue.Committer.BeforeCommit = static () => throw new IOException("the disk is gone");
        _ = await rig.Queue.EnqueueAsync(Samples.Message("later"), rig.Time.GetUtcNow().AddHours(1), default);
        rig.Queue.Committer.BeforeCommit = null;
        rig.Crash();

        Assert.Equal((0, 1), ((await rig.DepthAsync()).Active, (await rig.DepthAsync()).Scheduled));
        var received = rig.ReceiveAsync();
        rig.Time.Advance(TimeSpan.FromHours(1));
        var one = Assert.Single(await received);
        Assert.Equal(("later", 1), (one.Message.MessageId, one.DeliveryCount));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Segments_settled_out_of_order_stay_settled(bool crash)
    {
        await using var rig = new QueueRig();
        for (var number = 0; number < 6; number++)
        {
            await rig.EnqueueAsync($"m-{number}");
        }

        var received = await rig.ReceiveAllAsync(6);
        await rig.SettleAsync([received[4]], Outcome.Completed.Instance);
        await rig.SettleAsync([received[0], received[2]], Outcome.Completed.Instance);
        await rig.RestartAsync(crash);

        Assert.Equal(["m-1", "m-3", "m-5"], (await rig.ReceiveAllAsync(3)).Select(static message => message.Message.MessageId));
        Assert.Equal(3, (await rig.DepthAsync()).Active);
    }

    [Fact]
    public async Task Database_that_is_gone_with_its_log_starts_anew_from_the_journal()
    {
        await using var rig = new QueueRig();
        await rig.EnqueueTogetherAsync(3);
        rig.Crash(static folder =>
        {
            foreach (var suffix in new[] { "", "-wal", "-shm" })
            {
                File.Delete(folder.PathOf("queue.db" + suffix));
            }
        });

        Assert.Equal(3, (await rig.ReceiveAllAsync(3)).Count);
    }

    /// <summary>Once a start has given the last message of the journal a row, nothing in the journal is left of it.</summary>
    [Fact]
    public async Task Message_that_a_start_set_aside_does_not_look_like_damage_to_the_next_start()
    {
        await using var rig = new QueueRig();
        await rig.EnqueueAsync("in-hand");
        for (var end = 0; end < PendingMessages.AloneFrom; end++)
        {
            await rig.EnqueueAsync($"beside-{end}");
            await rig.SettleAsync((await rig.ReceiveAllAsync(2)).Where(static message => message.Message.MessageId != "in-hand"), Outcome.Completed.Instance);
            await rig.RestartAsync();
        }

        await rig.RestartAsync();

        Assert.Equal(("in-hand", 4), (await rig.ReceiveAllAsync(1)).Select(static message => (message.Message.MessageId, message.DeliveryCount)).Single());
    }

    private static int JournalFrameCount(JournalFile file)
    {
        var text = Encoding.Latin1.GetString(file.Read(0, (int)file.Header.Bytes));
        return text.Split("JFRM").Length - 1;
    }
}
