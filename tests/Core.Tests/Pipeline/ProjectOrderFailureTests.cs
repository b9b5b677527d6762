using OrderRelay.Core.Authentication;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using OrderRelay.Core.Providers;
using OrderRelay.Core.Providers.Captain;
using static OrderRelay.Core.Tests.Pipeline.ProjectionRig;

namespace OrderRelay.Core.Tests.Pipeline;

public sealed class ProjectOrderFailureTests : IDisposable
{
    private readonly ProjectionRig rig = new();

    [Fact]
    public async Task Poisoned_messages_are_dead_lettered_and_every_good_one_of_their_batch_is_projected()
    {
        var outcomes = await rig.ProjectAsync(
            rig.Received(Captain("u1", 1, "in_progress", "o1")),
            rig.Received("{\"event_name\":"),
            rig.Received("{}"),
            rig.Received("{\"event_name\":\"order_status_updated\",\"data\":{}}"),
            rig.Received("{\"event_name\":\"order_status_updated\",\"data\":{\"order_uuid\":\"o1\"}}"),
            rig.Received("{}", "nobody"),
            rig.Received(Captain("u2", 2, "in_progress", "o2")));

        Assert.Equal(
            [null, DeadLetterReason.NotJson, DeadLetterReason.Unrecognised, DeadLetterReason.NoOrder, DeadLetterReason.InvalidField, DeadLetterReason.UnmappedProvider, null],
            outcomes.Select(static outcome => (outcome as Outcome.DeadLetter)?.Reason));
        Assert.Equal(2, rig.Orders.Keys.Count);
    }

    [Fact]
    public async Task Mapping_that_throws_dead_letters_its_message_alone_and_quotes_nothing()
    {
        using var broken = new ProjectionRig(new([new CaptainProvider(), new BrokenProvider()]));

        var outcomes = await broken.ProjectAsync(broken.Received("Ana Souza", "broken"), broken.Received(Captain("u1", 1, "in_progress")));

        var dead = Assert.IsType<Outcome.DeadLetter>(outcomes[0]);
        Assert.Equal(DeadLetterReason.Unexpected, dead.Reason);
        Assert.Contains(nameof(FormatException), dead.Text, StringComparison.Ordinal);
        Assert.IsType<Outcome.Completed>(outcomes[1]);
        Assert.DoesNotContain("Ana", broken.Log.All + dead.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Order_whose_commit_breaks_does_not_hold_up_the_others_of_its_batch()
    {
        rig.Orders.BeforeStore = static change => change.State.Key.OrderId is "bad" ? throw new InvalidOperationException("bug") : null;

        var outcomes = await rig.ProjectAsync(
            rig.Received(Captain("u1", 1, "in_progress", "o1")),
            rig.Received(Captain("u2", 2, "in_progress", "bad")),
            rig.Received(Captain("u3", 3, "in_progress", "o3")));

        Assert.Equal([typeof(Outcome.Completed), typeof(Outcome.Retry), typeof(Outcome.Completed)], outcomes.Select(static outcome => outcome.GetType()));
        Assert.Equal(["o1", "o3"], rig.Orders.Keys.Select(static key => key.OrderId).Order());
        Assert.Contains(rig.Log.Events, static logged => logged.Id.Id == 4);
    }

    [Fact]
    public async Task Adapters_own_cancellation_is_a_failure_of_the_store()
    {
        rig.Orders.BeforeLoad = static () => throw new TaskCanceledException("the store's client gave up waiting");

        Assert.IsType<Outcome.Retry>(Assert.Single(await rig.ProjectAsync(rig.Received(Captain("u1", 1, "in_progress")))));
    }

    [Fact]
    public async Task Callers_cancellation_ends_the_batch()
    {
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();
        rig.Orders.BeforeLoad = cancel.Token.ThrowIfCancellationRequested;

        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => rig.HandleAsync([new(rig.Received(Captain("u1", 1, "in_progress")), 1)], cancel.Token).AsTask());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(11)]
    public async Task Version_conflict_is_folded_again_until_it_commits(int conflicts)
    {
        await rig.GivenAsync(rig.Received(Captain("u1", 10, "in_progress")));
        var left = conflicts;
        rig.Orders.BeforeStore = _ => left-- > 0 ? CommitResult.VersionConflict : null;

        await rig.GivenAsync(rig.Received(Captain("u2", 20, "completed")));

        Assert.Equal(2, rig.Orders.Find(Order)!.State.Events);
        Assert.Equal(1 + conflicts + 1, rig.Orders.Commits);
    }

    [Fact]
    public async Task Version_conflict_without_end_is_put_off_and_not_lost()
    {
        rig.Orders.BeforeStore = static _ => CommitResult.VersionConflict;

        Assert.IsType<Outcome.Retry>(Assert.Single(await rig.ProjectAsync(rig.Received(Captain("u1", 10, "in_progress")))));
        Assert.Equal(12, rig.Orders.Commits);
    }

    [Fact]
    public async Task Event_of_another_worker_is_seen_when_the_order_is_folded_again()
    {
        await rig.GivenAsync(rig.Received(Captain("u1", 10, "in_progress")));
        var mine = rig.Received(Captain("u2", 20, "failed"));
        var theirs = rig.Received(Captain("u3", 30, "completed"));
        var interfered = false;
        rig.Orders.BeforeLoad = () => { };
        rig.Orders.BeforeStore = change =>
        {
            if (!interfered && change.Insert[0].Event.Identity == mine.Identity)
            {
                interfered = true;
                var other = rig.ProjectAsync(theirs);
                Assert.True(other.IsCompletedSuccessfully);
            }

            return null;
        };

        await rig.GivenAsync(mine);

        Assert.Equal((Headline.Delivered, 3), (rig.Orders.Find(Order)!.State.Headline, rig.Orders.Find(Order)!.State.Events));
    }

    [Fact]
    public async Task Store_that_is_away_puts_off_with_backoff_and_dead_letters_the_tenth_attempt()
    {
        rig.Orders.BeforeLoad = static () => throw new StoreUnavailableException("the disk is full");
        var message = rig.Received(Captain("u1", 10, "in_progress"));
        for (var attempt = 1; attempt <= 9; attempt++)
        {
            var retry = Assert.IsType<Outcome.Retry>(Assert.Single(await rig.HandleAsync([new(message, attempt)])));
            var full = TimeSpan.FromSeconds(Math.Pow(2, attempt - 1));
            Assert.InRange(retry.Delay, full / 2, full);
            Assert.Equal("the disk is full", retry.Text);
        }

        var dead = Assert.IsType<Outcome.DeadLetter>(Assert.Single(await rig.HandleAsync([new(message, 10)])));
        Assert.Equal(DeadLetterReason.AttemptsExhausted, dead.Reason);
    }

    [Fact]
    public async Task Order_past_what_the_store_holds_is_dead_lettered_at_once()
    {
        rig.Orders.BeforeStore = static change => change.State.Key.OrderId is "big" ? CommitResult.TooLarge : null;

        var outcomes = await rig.ProjectAsync(rig.Received(Captain("u1", 1, "in_progress", "big")), rig.Received(Captain("u2", 2, "in_progress", "o2")));

        Assert.Equal(DeadLetterReason.OrderTooLarge, Assert.IsType<Outcome.DeadLetter>(outcomes[0]).Reason);
        Assert.IsType<Outcome.Completed>(outcomes[1]);
    }

    public void Dispose() => rig.Dispose();

    /// <summary>A mapping with a bug, whose exception quotes the body.</summary>
    private sealed class BrokenProvider : IProvider
    {
        public string Name => "broken";

        public string DisplayName => "Broken";

        public AuthenticationDefaults Authentication { get; } = new(AuthenticationMode.TokenHeader, "X-Token");

        public EventScan Scan(ReadOnlySpan<byte> body) => new() { Status = ScanStatus.Unrecognised, Identity = new EventIdentity("x") };

        public MappedEvent Map(ReadOnlyMemory<byte> body)
            => throw new FormatException($"'{System.Text.Encoding.UTF8.GetString(body.Span)}' was not in a correct format");
    }
}
