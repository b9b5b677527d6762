using OrderRelay.Contracts;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using static OrderRelay.Core.Tests.Pipeline.ProjectionRig;

namespace OrderRelay.Core.Tests.Pipeline;

public sealed class ProjectOrderReplayTests : IDisposable
{
    private const string Letter = "20260301T120000-a";

    private readonly ProjectionRig rig = new();

    public ProjectOrderReplayTests()
        => rig.Desk[Letter] = Samples.Letter(Letter) with { Status = DeadLetterStatus.Replaying, OrderId = null };

    [Fact]
    public async Task Replay_that_reaches_its_order_resolves_the_letter()
    {
        await rig.GivenAsync(Replay());

        var letter = rig.Desk[Letter];
        Assert.Equal((DeadLetterStatus.Resolved, "o1"), (letter.Status, letter.OrderId));
        Assert.Equal(rig.Time.GetUtcNow(), letter.ResolvedAt);
        Assert.Equal(Letter, Assert.Single(rig.Orders.Rows(Order)).Arrival.ReplayOf);
    }

    [Fact]
    public async Task Replay_of_an_event_that_came_otherwise_resolves_the_letter_too()
    {
        await rig.GivenAsync(rig.Received(Captain("u1", 10, "in_progress")), Replay());

        Assert.Equal(DeadLetterStatus.Resolved, rig.Desk[Letter].Status);
        Assert.Single(rig.Orders.Rows(Order));
    }

    [Fact]
    public async Task Replay_of_a_letter_that_is_gone_is_projected_all_the_same()
        => await rig.GivenAsync(Replay() with { ReplayOf = "20260301T120000-z" });

    [Fact]
    public async Task Desk_that_is_away_holds_up_the_replay_alone_and_counts_it_once()
    {
        rig.Desk.Before = static _ => throw new StoreUnavailableException("away");
        var replay = Replay();

        var outcomes = await rig.ProjectAsync(rig.Received(Captain("u7", 7, "failed", "o7")), replay, rig.Received(Captain("u8", 8, "failed", "o8")));
        Assert.Equal([typeof(Outcome.Completed), typeof(Outcome.Retry), typeof(Outcome.Completed)], outcomes.Select(static outcome => outcome.GetType()));

        rig.Desk.Before = static _ => { };
        await rig.GivenAsync(replay);
        Assert.Equal(DeadLetterStatus.Resolved, rig.Desk[Letter].Status);
        Assert.Equal((3, 0), (rig.Telemetry.Stats.EndToEnd.Count, rig.Telemetry.Stats.DuplicateTotal));
    }

    public void Dispose() => rig.Dispose();

    private QueueMessage Replay() => rig.Received(Captain("u1", 10, "in_progress")) with { ReplayOf = Letter };
}
