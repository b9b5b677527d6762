using OrderRelay.Contracts;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using OrderRelay.Local.Sqlite;

namespace OrderRelay.Local.Tests.Sqlite;

/// <summary>What is committed together, who is told of it and where, and what a commit that fails leaves behind.</summary>
public sealed class QueueCommitTests
{
    [Fact]
    public async Task Messages_that_wait_together_commit_together()
    {
        await using var rig = new QueueRig();
        var before = rig.Queue.Commits;
        using var entered = new SemaphoreSlim(0);
        using var go = new ManualResetEventSlim();
        rig.Queue.Journal.BeforeCommit = () =>
        {
            _ = entered.Release();
            go.Wait();
        };
        var first = rig.Queue.EnqueueAsync(Samples.Message("first"), null, default).AsTask();
        await entered.WaitAsync();
        var rest = rig.EnqueueTogetherAsync(100);
        go.Set();
        await Task.WhenAll(first, rest);

        Assert.Equal(2, rig.Queue.Commits - before);
        rig.Queue.Journal.BeforeCommit = null;
    }

    [Fact]
    public async Task Enqueue_is_not_told_before_the_commit()
    {
        await using var rig = new QueueRig();
        using var entered = new SemaphoreSlim(0);
        using var go = new ManualResetEventSlim();
        rig.Queue.Journal.BeforeCommit = () =>
        {
            _ = entered.Release();
            go.Wait();
        };
        var original = rig.Queue.EnqueueAsync(Samples.Message("m"), null, default).AsTask();
        var duplicate = rig.Queue.EnqueueAsync(Samples.Message("m"), null, default).AsTask();
        await entered.WaitAsync();

        Assert.False(original.IsCompleted);
        Assert.False(duplicate.IsCompleted);
        go.Set();
        Assert.Equal(EnqueueResult.Enqueued, await original);
        Assert.Equal(EnqueueResult.Duplicate, await duplicate);
        rig.Queue.Journal.BeforeCommit = null;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Senders_go_on_on_the_pools_threads_and_never_on_the_committers(bool refused)
    {
        await using var rig = new QueueRig();
        using var go = new ManualResetEventSlim();
        rig.Queue.Journal.BeforeCommit = () =>
        {
            go.Wait();
            _ = refused ? throw new IOException("the disk is gone") : 0;
        };
        var onPool = Task.WhenAll(Enumerable.Range(0, 30).Select(number => rig.Queue.EnqueueAsync(Samples.Message($"m-{number}"), null, default).AsTask()
            .ContinueWith(
                task => (task.IsFaulted, Thread.CurrentThread.IsThreadPoolThread),
                CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default)));
        go.Set();

        Assert.All(await onPool, told => Assert.Equal((refused, true), told));
        rig.Queue.Journal.BeforeCommit = null;
    }

    [Fact]
    public async Task Failed_commit_acknowledges_nobody_and_the_next_one_works()
    {
        await using var rig = new QueueRig();
        rig.Queue.Journal.BeforeCommit = static () => throw new IOException("the disk is gone");
        var one = rig.Queue.EnqueueAsync(Samples.Message("m-0"), null, default).AsTask();
        var other = rig.Queue.EnqueueAsync(Samples.Message("m-1"), null, default).AsTask();

        _ = await Assert.ThrowsAsync<QueueUnavailableException>(() => one);
        _ = await Assert.ThrowsAsync<QueueUnavailableException>(() => other);
        Assert.Equal(0, (await rig.DepthAsync()).Active);

        rig.Queue.Journal.BeforeCommit = null;
        Assert.Equal(EnqueueResult.Enqueued, await rig.Queue.EnqueueAsync(Samples.Message("m-0"), null, default));
        rig.Crash();
        Assert.Equal("m-0", Assert.Single(await rig.ReceiveAsync()).Message.MessageId);
    }

    [Fact]
    public async Task Message_for_which_no_new_file_can_be_made_is_refused_and_taken_once_one_can()
    {
        await using var rig = new QueueRig();
        var inTheWay = rig.PathOf("queue.db-journal-00000002.new");
        _ = Directory.CreateDirectory(Path.Combine(inTheWay, "full"));

        _ = await Assert.ThrowsAsync<QueueUnavailableException>(() => rig.EnqueueAsync("big", bytes: 600_000));
        Assert.Equal(0, (await rig.DepthAsync()).Active);
        await rig.EnqueueAsync("small");

        Directory.Delete(inTheWay, recursive: true);
        await rig.EnqueueAsync("big", bytes: 600_000);
        rig.Crash();
        Assert.Equal([10, 600_000], (await rig.ReceiveAllAsync(2)).Select(static message => message.Message.Body.Length));
    }

    [Fact]
    public async Task Full_database_refuses_to_put_a_message_off_and_does_once_there_is_room()
    {
        await using var rig = new QueueRig();
        await rig.EnqueueAsync("big", bytes: 500_000);
        var received = await rig.ReceiveAsync();
        var pages = Database.Scalar(rig.Queue.Committer.Connection, "PRAGMA page_count;");
        Database.Execute(rig.Queue.Committer.Connection, $"PRAGMA max_page_count={pages + 2};");

        _ = await Assert.ThrowsAsync<QueueUnavailableException>(() => rig.SettleAsync(received, new Outcome.Retry(TimeSpan.FromMinutes(1), "busy")));

        Database.Execute(rig.Queue.Committer.Connection, "PRAGMA max_page_count=1000000;");
        await rig.SettleAsync(received, new Outcome.Retry(TimeSpan.FromMinutes(1), "busy"));
        Assert.Equal(1, (await rig.DepthAsync()).Scheduled);
        rig.Crash();
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(500_000, Assert.Single(await rig.ReceiveAsync()).Message.Body.Length);
    }

    [Fact]
    public async Task Settlement_that_the_disk_refuses_leaves_the_message_under_its_lock()
    {
        await using var rig = new QueueRig();
        await rig.EnqueueTogetherAsync(1);
        var received = await rig.ReceiveAsync();
        rig.Queue.Committer.BeforeCommit = static () => throw new IOException("the disk is gone");
        _ = await Assert.ThrowsAsync<QueueUnavailableException>(() => rig.SettleAsync(received, Outcome.Completed.Instance));
        rig.Queue.Committer.BeforeCommit = null;
        Assert.Equal(1, (await rig.DepthAsync()).Active);

        await rig.SettleAsync(received, Outcome.Completed.Instance);

        Assert.Equal(0, (await rig.DepthAsync()).Active);
        rig.Crash();
        Assert.Equal(0, (await rig.DepthAsync()).Active);
    }
}
