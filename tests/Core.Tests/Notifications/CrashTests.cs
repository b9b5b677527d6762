using OrderRelay.Core.Pipeline;

namespace OrderRelay.Core.Tests.Notifications;

/// <summary>
/// The process dies at every step there is, once each, from the order's commit to the settled notification; the
/// messages that were not settled come again.
/// </summary>
public sealed class CrashTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Death_at_any_step_leaves_nothing_unsaid_and_says_it_twice_only_where_nobody_can_know(bool windowIsOver)
    {
        var (deaths, twice) = (0, new List<string>());
        for (var dieAt = 1; ; dieAt++)
        {
            using var rig = new NotificationRig(NotificationRig.Rule());
            rig.Queue.Forgets = windowIsOver;
            rig.Channel.Answer = _ =>
            {
                rig.Steps.Take("answered");
                return Task.FromResult(FakeChannel.Ok);
            };
            rig.Restart(dieAt);
            var message = rig.Event("u1", 10, "in_progress");
            await RunAsync(rig, message);
            if (!rig.Steps.Died)
            {
                break;
            }

            deaths++;
            var last = rig.Steps.Taken[^1];
            rig.Restart();
            Assert.IsType<Outcome.Completed>(Assert.Single(await rig.ProjectAsync(message)));
            await rig.DeliverAllAsync();

            Assert.Equal(["headline:picked_up sent"], await rig.EntriesAsync());
            Assert.Single(rig.Channel.Received.Select(static received => received.Id).Distinct());
            Assert.InRange(rig.Channel.Received.Count, 1, 2);
            if (rig.Channel.Received.Count == 2)
            {
                twice.Add(last);
                Assert.Equal(2, Assert.Single(await rig.AllAsync()).Attempts.Count);
            }
        }

        Assert.Equal(11, deaths);
        Assert.Equal(["answered", "before log sent"], twice);
    }

    [Fact]
    public async Task Death_behind_a_failure_for_good_still_brings_the_letter_to_the_desk()
    {
        for (var dieAt = 1; ; dieAt++)
        {
            using var rig = new NotificationRig(NotificationRig.Rule());
            rig.Channel.Answer = static _ => Task.FromResult(new Core.Notifications.ChannelResult(Core.Notifications.ChannelStatus.Refused, "HTTP 403"));
            rig.Restart(dieAt);
            var message = rig.Event("u1", 10, "in_progress");
            await RunAsync(rig, message);
            if (!rig.Steps.Died)
            {
                break;
            }

            rig.Restart();
            _ = await rig.ProjectAsync(message);
            await rig.DeliverAllAsync();

            Assert.Equal(["headline:picked_up failed"], await rig.EntriesAsync());
            Assert.Equal(DeadLetterReason.ReceiverRefused, Assert.Single(rig.Queue.Dead).Reason.Reason);
        }
    }

    private static async Task RunAsync(NotificationRig rig, QueueMessage message)
    {
        try
        {
            _ = await rig.ProjectAsync(message);
            await rig.DeliverAllAsync();
        }
        catch (OperationCanceledException) when (rig.Steps.Died)
        {
            // Dead: what is written so far is all that the next process finds.
        }
    }
}
