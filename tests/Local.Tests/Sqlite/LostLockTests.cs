using OrderRelay.Contracts;
using OrderRelay.Core.Pipeline;

namespace OrderRelay.Local.Tests.Sqlite;

/// <summary>Locks that end sooner than anybody could settle: the machine slept, or its clock was set.</summary>
public sealed class LostLockTests
{
    [Fact]
    public async Task Message_whose_lock_ends_while_it_is_handed_out_comes_by_its_next_lock_instead()
    {
        await using var rig = new QueueRig();
        _ = await rig.Queue.EnqueueAsync(Samples.Message("m"), rig.Time.GetUtcNow().AddMinutes(1), default);
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        using var entered = new SemaphoreSlim(0);
        using var go = new ManualResetEventSlim();
        rig.Queue.Committer.BeforeCommit = () =>
        {
            _ = entered.Release();
            go.Wait();
        };
        var receiving = rig.ReceiveAsync();
        Assert.True(await entered.WaitAsync(TimeSpan.FromSeconds(30)), "the delivery was never counted");
        rig.Time.Advance(TimeSpan.FromMinutes(6));
        rig.Queue.Committer.BeforeCommit = null;
        go.Set();

        var received = Assert.Single(await receiving);
        Assert.Equal(("m", 2), (received.Message.MessageId, received.DeliveryCount));
        await rig.SettleAsync([received], Outcome.Completed.Instance);
        Assert.Equal((0, 0), ((await rig.DepthAsync()).Active, (await rig.DepthAsync()).Scheduled));
    }
}
