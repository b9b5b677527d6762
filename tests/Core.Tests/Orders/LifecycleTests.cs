using OrderRelay.Core.Orders;
using static OrderRelay.Core.Orders.DeliveryStatus;
using static OrderRelay.Core.Orders.LifecycleRule;

namespace OrderRelay.Core.Tests.Orders;

public sealed class LifecycleTests
{
    private static readonly DateTimeOffset Then = Given.Minute(0);
    private static readonly DateTimeOffset Later = Then.AddTicks(1);

    private static readonly DeliveryStatus[] All = Enum.GetValues<DeliveryStatus>();
    private static readonly DeliveryStatus[] SoftEnds = [ClosedUnconfirmed, Failed, Cancelled];
    private static readonly DeliveryStatus[] Ends = [.. SoftEnds, Returned, Delivered];

    public static TheoryData<DeliveryStatus> EveryStatus => [.. All];

    public static TheoryData<DeliveryStatus> EverySoftEnd => [.. SoftEnds];

    public static TheoryData<DeliveryStatus> EveryOpenStatus => [.. All.Except(Ends)];

    [Theory]
    [InlineData(Created, 10)]
    [InlineData(Pending, 15)]
    [InlineData(Assigned, 20)]
    [InlineData(AtPickup, 30)]
    [InlineData(PickedUp, 40)]
    [InlineData(InTransit, 45)]
    [InlineData(OutForDelivery, 50)]
    [InlineData(AttemptFailed, 65)]
    [InlineData(Returning, 70)]
    [InlineData(NeedsAttention, 75)]
    [InlineData(ClosedUnconfirmed, 80)]
    [InlineData(Failed, 85)]
    [InlineData(Cancelled, 85)]
    [InlineData(Returned, 90)]
    [InlineData(Delivered, 95)]
    public void Delivery_status_has_its_rank(DeliveryStatus status, int rank) => Assert.Equal(rank, Lifecycle.Rank(status));

    [Theory]
    [InlineData(PreparationStatus.NotStarted, 10)]
    [InlineData(PreparationStatus.Suggested, 15)]
    [InlineData(PreparationStatus.Preparing, 20)]
    [InlineData(PreparationStatus.Prepared, 30)]
    public void Preparation_status_has_its_rank(PreparationStatus status, int rank) => Assert.Equal(rank, Lifecycle.Rank(status));

    [Theory]
    [MemberData(nameof(EveryStatus))]
    public void First_status_is_applied(DeliveryStatus status)
        => Assert.Equal(new(Verdict.Applied, FirstStatus), Lifecycle.Decide(null, default, status, Then));

    [Theory]
    [MemberData(nameof(EveryStatus))]
    public void Same_status_again_is_repeated_at_any_time(DeliveryStatus status)
        => AssertDecides(status, [status], Verdict.Repeated, SameStatus, Then, Later);

    [Theory]
    [MemberData(nameof(EveryStatus))]
    public void Ends_are_the_five_of_the_table(DeliveryStatus status)
    {
        Assert.Equal(Ends.Contains(status), Lifecycle.IsEnd(status));
        Assert.Equal(SoftEnds.Contains(status), Lifecycle.IsSoftEnd(status));
    }

    [Fact]
    public void Returned_is_followed_by_nothing()
        => AssertDecides(Returned, All.Except([Returned]), Verdict.LateAfterEnd, NothingFollowsReturned, Then, Later);

    [Fact]
    public void Delivered_is_followed_by_a_return()
        => AssertDecides(Delivered, [Returning, Returned], Verdict.Applied, ReturnAfterDelivery, Then, Later);

    [Fact]
    public void Delivered_is_followed_by_nothing_else()
        => AssertDecides(Delivered, All.Except([Delivered, Returning, Returned]), Verdict.LateAfterEnd, OnlyReturnFollowsDelivered, Then, Later);

    [Theory]
    [MemberData(nameof(EverySoftEnd))]
    public void Soft_end_is_reopened_by_any_strictly_later_move(DeliveryStatus end)
        => AssertDecides(end, All.Except([end]), Verdict.Reopened, LaterThanSoftEnd, Later);

    [Theory]
    [MemberData(nameof(EverySoftEnd))]
    public void Soft_end_is_not_reopened_in_its_own_instant(DeliveryStatus end)
        => AssertDecides(end, All.Except([end]), Verdict.LateAfterEnd, NotLaterThanSoftEnd, Then);

    [Theory]
    [MemberData(nameof(EveryOpenStatus))]
    public void Open_status_moves_forward_to_a_higher_rank(DeliveryStatus status)
        => AssertDecides(status, All.Where(next => Lifecycle.Rank(next) > Lifecycle.Rank(status)), Verdict.Applied, MovedForward, Then, Later);

    [Theory]
    [MemberData(nameof(EveryOpenStatus))]
    public void Open_status_regresses_to_a_lower_rank(DeliveryStatus status)
    {
        if (status is not AttemptFailed)
        {
            AssertDecides(status, All.Where(next => Lifecycle.Rank(next) < Lifecycle.Rank(status)), Verdict.Regressed, TimeWinsOverRank, Later);
        }
    }

    [Fact]
    public void Failed_attempt_is_followed_by_another_as_a_matter_of_course()
        => AssertDecides(AttemptFailed, All.Where(static next => Lifecycle.Rank(next) < 65), Verdict.Applied, NextAttempt, Later);

    [Theory]
    [InlineData(null, PreparationStatus.Prepared, Verdict.Applied, FirstStatus)]
    [InlineData(PreparationStatus.NotStarted, PreparationStatus.Suggested, Verdict.Applied, MovedForward)]
    [InlineData(PreparationStatus.Suggested, PreparationStatus.Preparing, Verdict.Applied, MovedForward)]
    [InlineData(PreparationStatus.Preparing, PreparationStatus.Prepared, Verdict.Applied, MovedForward)]
    [InlineData(PreparationStatus.Preparing, PreparationStatus.Preparing, Verdict.Repeated, SameStatus)]
    [InlineData(PreparationStatus.Prepared, PreparationStatus.Preparing, Verdict.Regressed, TimeWinsOverRank)]
    public void Kitchen_move_is_decided_by_rank(PreparationStatus? current, PreparationStatus next, Verdict verdict, LifecycleRule rule)
        => Assert.Equal(new(verdict, rule), Lifecycle.Decide(current, next));

    [Theory]
    [InlineData(null, null, false, Headline.Unknown)]
    [InlineData(null, null, true, Headline.Preparing)]
    [InlineData(null, PreparationStatus.NotStarted, false, Headline.Created)]
    [InlineData(null, PreparationStatus.Suggested, false, Headline.Created)]
    [InlineData(null, PreparationStatus.NotStarted, true, Headline.Preparing)]
    [InlineData(null, PreparationStatus.Prepared, true, Headline.Prepared)]
    [InlineData(Assigned, null, false, Headline.Assigned)]
    [InlineData(Assigned, null, true, Headline.Preparing)]
    [InlineData(Assigned, PreparationStatus.NotStarted, false, Headline.Assigned)]
    [InlineData(Assigned, PreparationStatus.Preparing, false, Headline.Preparing)]
    [InlineData(Assigned, PreparationStatus.Prepared, false, Headline.Prepared)]
    [InlineData(AtPickup, PreparationStatus.Preparing, true, Headline.AtPickup)]
    [InlineData(Delivered, PreparationStatus.Preparing, true, Headline.Delivered)]
    public void Headline_comes_from_the_kitchen_until_the_driver_arrives(
        DeliveryStatus? delivery, PreparationStatus? preparation, bool anyItemBegun, Headline headline)
        => Assert.Equal(headline, Lifecycle.HeadlineOf(delivery, preparation, anyItemBegun));

    [Theory]
    [MemberData(nameof(EveryStatus))]
    public void Headline_of_a_delivery_alone_is_its_own_word(DeliveryStatus status)
        => Assert.Equal(StatusNames.Of(status), StatusNames.Of(Lifecycle.HeadlineOf(status, null, false)));

    [Theory]
    [InlineData(Verdict.Applied, true)]
    [InlineData(Verdict.Regressed, true)]
    [InlineData(Verdict.Reopened, true)]
    [InlineData(Verdict.Repeated, false)]
    [InlineData(Verdict.LateAfterEnd, false)]
    [InlineData(Verdict.UnknownStatus, false)]
    [InlineData(Verdict.SideFact, false)]
    [InlineData(Verdict.Conflict, false)]
    [InlineData(Verdict.Duplicate, false)]
    public void Verdict_says_whether_the_track_moved(Verdict verdict, bool moved) => Assert.Equal(moved, new Decision(verdict, FirstStatus).Moved);

    [Fact]
    public void Every_rule_explains_itself_in_words_of_its_own()
    {
        var words = Enum.GetValues<LifecycleRule>().Select(static rule => new Decision(Verdict.Applied, rule).Explanation).ToArray();

        Assert.All(words, static text => Assert.Contains(' ', text));
        Assert.Equal(words.Length, words.Distinct().Count());
    }

    private static void AssertDecides(
        DeliveryStatus current, IEnumerable<DeliveryStatus> nexts, Verdict verdict, LifecycleRule rule, params DateTimeOffset[] times)
    {
        foreach (var next in nexts)
        {
            foreach (var at in times)
            {
                Assert.Equal((next, at, new Decision(verdict, rule)), (next, at, Lifecycle.Decide(current, Then, next, at)));
            }
        }
    }
}
