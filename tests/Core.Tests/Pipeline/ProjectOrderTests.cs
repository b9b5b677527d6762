using System.Text;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;
using static OrderRelay.Core.Tests.Pipeline.ProjectionRig;

namespace OrderRelay.Core.Tests.Pipeline;

public sealed class ProjectOrderTests : IDisposable
{
    private readonly ProjectionRig rig = new();

    [Fact]
    public async Task Events_in_order_cost_one_load_and_one_commit_each_and_no_rows_are_read()
    {
        for (var number = 1; number <= 20; number++)
        {
            await rig.GivenAsync(rig.Received(Captain($"u{number}", number, number % 2 == 0 ? "in_progress" : "failed")));
            Assert.Equal((number, number, 0), (rig.Orders.Loads, rig.Orders.Commits, rig.Orders.Reads));
        }

        Assert.Equal(20, rig.Orders.Find(Order)!.State.Events);
    }

    [Fact]
    public async Task Batch_of_many_orders_costs_one_load_and_one_commit()
    {
        var outcomes = await rig.ProjectAsync([.. Enumerable.Range(0, 60)
            .Select(number => rig.Received(Captain($"u{number}", number / 6, "in_progress", $"o{number % 6}")))]);

        Assert.All(outcomes, static outcome => Assert.IsType<Outcome.Completed>(outcome));
        Assert.Equal((1, 1, 0), (rig.Orders.Loads, rig.Orders.Commits, rig.Orders.Reads));
        Assert.Equal(6, rig.Orders.Keys.Count);
        Assert.All(rig.Orders.Keys, key => Assert.Equal(10, rig.Orders.Find(key)!.State.Events));
    }

    [Fact]
    public async Task Late_event_folds_the_orders_rows_again_and_is_marked_late()
    {
        await rig.GivenAsync(rig.Received(Captain("u1", 10, "in_progress")), rig.Received(Captain("u3", 30, "completed")));

        await rig.GivenAsync(rig.Received(Captain("u2", 20, "failed")));

        Assert.Equal(1, rig.Orders.Reads);
        Assert.Equal(Headline.Delivered, rig.Orders.Find(Order)!.State.Headline);
        Assert.Equal(["u2"], rig.Orders.Rows(Order).Where(static row => row.Arrival.ArrivedLate).Select(static row => row.Event.Identity.Value[^2..]));
        Assert.Equal(1, rig.Telemetry.Stats.LateTotal);
    }

    [Fact]
    public async Task Duplicate_counts_a_receipt_and_adds_no_event()
    {
        var first = rig.Received(Captain("u1", 10, "in_progress"));
        var retry = rig.Received(Captain("u1", 10, "in_progress", attempt: 3));
        await rig.GivenAsync(first, retry);

        var row = Assert.Single(rig.Orders.Rows(Order));
        Assert.Equal((2, 3), (row.Arrival.Receipts, row.Arrival.DeliveryAttempt));
        Assert.Equal((first.ReceivedAt, retry.ReceivedAt), (row.Arrival.ReceivedAt, row.Arrival.LastReceivedAt));
        Assert.Equal(first.Body.ToArray(), row.Raw!.Value.ToArray());
        Assert.Equal(1, rig.Orders.Find(Order)!.State.Events);
        Assert.Equal(1, rig.Telemetry.Stats.DuplicateTotal);
    }

    [Fact]
    public async Task Duplicate_whose_earlier_delivery_is_projected_second_counts_both()
    {
        var first = rig.Received(Captain("u1", 10, "in_progress"));
        var retry = rig.Received(Captain("u1", 10, "in_progress", attempt: 2));
        await rig.GivenAsync(retry, first, first, retry);

        var arrival = Assert.Single(rig.Orders.Rows(Order)).Arrival;
        Assert.Equal((2, first.ReceivedAt, retry.ReceivedAt), (arrival.Receipts, arrival.ReceivedAt, arrival.LastReceivedAt));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Duplicates_and_redeliveries_within_one_batch_count_as_they_do_apart(bool orderHasRows)
    {
        if (orderHasRows)
        {
            await rig.GivenAsync(rig.Received(Captain("u0", 50, "completed")));
        }

        var first = rig.Received(Captain("u1", 10, "in_progress"));
        var retry = rig.Received(Captain("u1", 10, "in_progress", attempt: 2));

        var outcomes = await rig.ProjectAsync(retry, first, first, retry);

        Assert.All(outcomes, static outcome => Assert.IsType<Outcome.Completed>(outcome));
        var row = Assert.Single(rig.Orders.Rows(Order), static row => row.Event.Identity.Value.EndsWith("u1", StringComparison.Ordinal));
        Assert.Equal((2, first.ReceivedAt, retry.ReceivedAt), (row.Arrival.Receipts, row.Arrival.ReceivedAt, row.Arrival.LastReceivedAt));
        Assert.Equal(first.Body.ToArray(), row.Raw!.Value.ToArray());
        Assert.Equal(1, rig.Telemetry.Stats.DuplicateTotal);
    }

    [Fact]
    public async Task Redelivery_of_the_very_same_message_changes_and_counts_nothing()
    {
        var message = rig.Received(Captain("u1", 10, "in_progress"));
        await rig.GivenAsync(message);
        var (before, commits) = (rig.Orders.Find(Order)!, rig.Orders.Commits);

        await rig.GivenAsync(message, message);

        Assert.Equal(before.Version, rig.Orders.Find(Order)!.Version);
        Assert.Equal(commits, rig.Orders.Commits);
        Assert.Equal(1, Assert.Single(rig.Orders.Rows(Order)).Arrival.Receipts);
        Assert.Equal(0, rig.Telemetry.Stats.DuplicateTotal);
        Assert.Equal(1, rig.Telemetry.Stats.EndToEnd.Count);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(40)]
    public async Task Conflict_is_stored_beside_the_first_content_with_its_own_bytes(int minute)
    {
        await rig.GivenAsync(rig.Received(Captain("u1", 20, "in_progress")), rig.Received(Captain("u2", 30, "failed")));
        var conflicting = rig.Received(Captain("u1", minute, "completed"));

        await rig.GivenAsync(conflicting, conflicting);

        var rows = rig.Orders.Rows(Order);
        Assert.Equal(3, rows.Count);
        Assert.Equal(conflicting.Body.ToArray(), Assert.Single(rows, static row => row.IsFurtherContent).Raw!.Value.ToArray());
        Assert.Equal(1, rig.Orders.Find(Order)!.State.Conflicts);
    }

    [Fact]
    public async Task Conflicting_contents_within_one_batch_are_both_stored()
    {
        await rig.ProjectAsync(rig.Received(Captain("u1", 20, "in_progress")), rig.Received(Captain("u1", 20, "completed")));

        Assert.Equal(2, rig.Orders.Rows(Order).Count);
        Assert.Equal((2, 1), (rig.Orders.Find(Order)!.State.Events, rig.Orders.Find(Order)!.State.Conflicts));
    }

    [Fact]
    public async Task Rows_say_which_commit_moved_the_headline_and_from_what()
    {
        await rig.GivenAsync(rig.Received(Captain("u1", 10, "in_progress")));
        await rig.ProjectAsync(rig.Received(Captain("u0", 5, "failed")), rig.Received(Captain("u2", 20, "completed")));

        Assert.Equal(
            [("u0", Headline.PickedUp, Headline.Delivered), ("u1", null, Headline.PickedUp), ("u2", Headline.Delivered, Headline.Delivered)],
            rig.Orders.Rows(Order).Select(static row => (row.Event.Identity.Value[^2..], row.Arrival.HeadlineBefore, row.Arrival.HeadlineAfter)).Order());
    }

    [Fact]
    public async Task Erased_order_takes_later_events_without_personal_data_and_raw_bytes()
    {
        await rig.GivenAsync(rig.Received(Captain("u1", 10, "in_progress")));
        rig.Orders.Erase(Order, rig.Time.GetUtcNow());

        await rig.GivenAsync(rig.Received(Captain("u3", 30, "completed")), rig.Received(Captain("u2", 20, "failed")));

        var stored = rig.Orders.Find(Order)!;
        Assert.Equal((Headline.Delivered, 3), (stored.State.Headline, stored.State.Events));
        Assert.NotNull(stored.ErasedAt);
        Assert.DoesNotContain("Ana Souza", Encoding.UTF8.GetString(OrderJson.Write(stored.State)), StringComparison.Ordinal);
        Assert.All(rig.Orders.Rows(Order), static row =>
        {
            Assert.Null(row.Raw);
            Assert.Null(row.Event.Facts.Recipient);
        });
    }

    public void Dispose() => rig.Dispose();
}
