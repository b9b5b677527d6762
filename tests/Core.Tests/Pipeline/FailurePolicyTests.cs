using OrderRelay.Core.Pipeline;

namespace OrderRelay.Core.Tests.Pipeline;

public sealed class FailurePolicyTests
{
    public static TheoryData<DeadLetterReason> EveryReason => [.. Enum.GetValues<DeadLetterReason>()];

    [Theory]
    [MemberData(nameof(EveryReason))]
    public void Lasting_failure_is_dead_lettered_at_any_attempt_with_its_own_reason(DeadLetterReason reason)
        => Assert.All(Enumerable.Range(1, 11), attempt => Assert.Equal(
            new Outcome.DeadLetter(reason, "data.order_status is missing"),
            FailurePolicy.Decide(HandlingFailure.Lasting(reason, "data.order_status is missing"), attempt, 0.5)));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    [InlineData(4, 8)]
    [InlineData(5, 16)]
    [InlineData(6, 32)]
    [InlineData(7, 64)]
    [InlineData(8, 128)]
    [InlineData(9, 256)]
    public void Passing_failure_is_put_off_twice_as_long_each_time_half_of_it_by_chance(int attempt, int seconds)
    {
        Assert.Equal(new Outcome.Retry(TimeSpan.FromSeconds(seconds / 2.0), "busy"), FailurePolicy.Decide(HandlingFailure.Passing("busy"), attempt, 0));
        Assert.Equal(new Outcome.Retry(TimeSpan.FromSeconds(seconds * 0.75), "busy"), FailurePolicy.Decide(HandlingFailure.Passing("busy"), attempt, 0.5));
        Assert.Equal(new Outcome.Retry(TimeSpan.FromSeconds(seconds), "busy"), FailurePolicy.Decide(HandlingFailure.Passing("busy"), attempt, 1));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(int.MaxValue)]
    public void Passing_failure_is_dead_lettered_from_the_last_attempt_on_and_says_what_failed(int attempt)
    {
        var outcome = Assert.IsType<Outcome.DeadLetter>(FailurePolicy.Decide(HandlingFailure.Passing("busy"), attempt, 0));

        Assert.Equal(DeadLetterReason.AttemptsExhausted, outcome.Reason);
        Assert.Equal($"failed {attempt} times; the last time: busy", outcome.Text);
    }

    [Theory]
    [InlineData(0, 0, 0.5)]
    [InlineData(-5, 1, 1)]
    [InlineData(10, 1, 512)]
    [InlineData(11, 0, 300)]
    [InlineData(11, 1, 600)]
    [InlineData(int.MaxValue, 1, 600)]
    [InlineData(3, -1, 2)]
    [InlineData(3, 7, 4)]
    public void Backoff_stays_within_its_bounds_whatever_it_is_given(int attempt, double jitter, double seconds)
        => Assert.Equal(TimeSpan.FromSeconds(seconds), FailurePolicy.Backoff(attempt, jitter));
}
