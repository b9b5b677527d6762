using System.Text;
using OrderRelay.Core.Orders;
using OrderRelay.Local.Cli;
using OrderRelay.Local.Demo;

namespace OrderRelay.Local.Tests.Demo;

public sealed class AccountingTests
{
    private static readonly OrderKey Order = new("captain", "o1");
    private static readonly PlannedRequest First = Request("e1", RequestKind.Event);
    private static readonly PlannedRequest Poison = Request("p1", RequestKind.Poisoned) with { OrderId = null };
    private static readonly PlannedRequest Wrong = Request("w1", RequestKind.WrongToken) with { OrderId = null };
    private static readonly LunchHourPlan Plan = new(1, [First, Poison, Wrong], [new(Order, "story", Headline.Delivered)]);

    private static readonly PlayedRequest[] Played =
        [new(First, Accepted("id1")), new(Poison, Accepted("id2")), new(Wrong, new(401, null, "no", TimeSpan.Zero))];

    [Fact]
    public void Accounts_that_are_right_say_nothing()
        => Assert.Empty(Accounting.Check(Plan, Played, Picture(["id1"], ["id2"])));

    [Fact]
    public void Accepted_event_that_no_timeline_shows_is_missing()
        => Assert.Contains("id1, accepted, is shown 0 of 1 times", Assert.Single(Accounting.Check(Plan, Played, Picture(["other"], ["id2"]))), StringComparison.Ordinal);

    [Fact]
    public void Accepted_event_on_the_desk_is_accounted_for()
        => Assert.Empty(Accounting.Check(Plan, Played, Picture([], ["id1", "id2"])));

    [Fact]
    public void Accepted_letter_that_the_desk_lost_is_missing()
        => Assert.Contains("id2, accepted, is not on the dead-letter desk", Assert.Single(Accounting.Check(Plan, Played, Picture(["id1"], []))), StringComparison.Ordinal);

    [Fact]
    public void Event_applied_twice_is_told()
        => Assert.Contains("id1 was applied 2 times", Assert.Single(Accounting.Check(Plan, Played, Picture(["id1", "id1"], ["id2"]))), StringComparison.Ordinal);

    [Fact]
    public void Duplicate_shares_the_row_of_its_event()
    {
        var again = First with { Kind = RequestKind.Duplicate };
        var plan = Plan with { Requests = [.. Plan.Requests, again] };

        Assert.Empty(Accounting.Check(plan, [.. Played, new(again, Accepted("id1"))], Picture(["id1"], ["id2"])));
    }

    [Fact]
    public void Conflict_needs_a_row_of_its_own()
    {
        var other = Request("e1-other", RequestKind.Conflict);
        var plan = Plan with { Requests = [.. Plan.Requests, other] };
        PlayedRequest[] played = [.. Played, new(other, Accepted("id1"))];

        Assert.Empty(Accounting.Check(plan, played, Picture(["id1", "id1~abcd"], ["id2"])));
        Assert.Contains("shown 1 of 2 times", Assert.Single(Accounting.Check(plan, played, Picture(["id1"], ["id2"]))), StringComparison.Ordinal);
    }

    [Fact]
    public void Headline_other_than_the_storys_is_told()
        => Assert.Contains("is failed, not delivered", Assert.Single(Accounting.Check(Plan, Played, Picture(["id1"], ["id2"], "failed"))), StringComparison.Ordinal);

    [Fact]
    public void Order_that_is_absent_is_told()
    {
        var picture = Picture(["id1"], ["id2"]) with { Orders = [] };

        Assert.Contains("is absent, not delivered", Assert.Single(Accounting.Check(Plan, Played, picture)), StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_token_that_was_let_in_is_told()
        => Assert.Contains("answered 202, not 401", string.Join('\n', Accounting.Check(Plan, [.. Played[..2], new(Wrong, Accepted("id3"))], Picture(["id1"], ["id2"]))), StringComparison.Ordinal);

    [Fact]
    public void Request_without_an_answer_is_told()
        => Assert.Contains("1 of 3 requests got no answer", Assert.Single(Accounting.Check(Plan, Played[..2], Picture(["id1"], ["id2"]))), StringComparison.Ordinal);

    private static PlannedRequest Request(string key, RequestKind kind) => new()
    {
        DelayFromStart = TimeSpan.Zero,
        Provider = Order.Provider,
        Body = Encoding.UTF8.GetBytes(key),
        Kind = kind,
        EventKey = key,
        OrderId = Order.OrderId,
    };

    private static WebhookReply Accepted(string eventId) => new(202, eventId, null, TimeSpan.Zero);

    private static RelayPicture Picture(string[] timeline, string[] desk, string headline = "delivered") => new()
    {
        Orders = [new() { Provider = Order.Provider, OrderId = Order.OrderId, Status = headline }],
        Timelines = new Dictionary<OrderKey, RelayTimeline>
        {
            [Order] = new(Order.Provider, Order.OrderId, headline, [.. timeline.Select(static id => new RelayEvent { EventId = id, Name = "n", Verdict = "applied", Rule = "r" })]),
        },
        DeadLetters = [.. desk.Select(static id => new RelayDeadLetter
        {
            Id = id, Status = "open", Reason = "r", Text = "t", Provider = Order.Provider, EventName = "n", EventId = id,
        })],
        Stats = new() { AckMilliseconds = new(0, 0, 0), EndToEndMilliseconds = new(0, 0, 0) },
    };
}
