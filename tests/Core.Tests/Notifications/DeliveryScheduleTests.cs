using OrderRelay.Core.Notifications;

namespace OrderRelay.Core.Tests.Notifications;

public sealed class DeliveryScheduleTests
{
    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 10)]
    [InlineData(5, 80)]
    [InlineData(12, 10_240)]
    [InlineData(13, 14_400)]
    [InlineData(1_000, 14_400)]
    public void Longest_wait_doubles_up_to_four_hours(int attempt, int seconds)
        => Assert.Equal(TimeSpan.FromSeconds(seconds), DeliverySchedule.Next(attempt, TimeSpan.Zero, 1, null));

    [Fact]
    public void Jitter_takes_from_all_of_it_but_leaves_a_second()
    {
        Assert.Equal(TimeSpan.FromSeconds(40), DeliverySchedule.Next(5, TimeSpan.Zero, 0.5, null));
        Assert.Equal(TimeSpan.FromSeconds(1), DeliverySchedule.Next(5, TimeSpan.Zero, 0, null));
    }

    [Theory]
    [InlineData(1, 60, 60)]
    [InlineData(12, 60, 10_240)]
    [InlineData(1, 1_000_000, 86_400)]
    [InlineData(1, -60, 5)]
    public void Wait_that_the_receiver_asks_for_is_the_least_and_a_day_the_most_it_can_ask(int attempt, int asked, int seconds)
        => Assert.Equal(TimeSpan.FromSeconds(seconds), DeliverySchedule.Next(attempt, TimeSpan.Zero, 1, TimeSpan.FromSeconds(asked)));

    [Fact]
    public void Given_up_after_a_day_and_eight_attempts_not_before()
    {
        Assert.Null(DeliverySchedule.Next(8, TimeSpan.FromHours(24), 0.5, null));
        Assert.NotNull(DeliverySchedule.Next(7, TimeSpan.FromHours(240), 0.5, null));
        Assert.NotNull(DeliverySchedule.Next(800, TimeSpan.FromHours(24) - TimeSpan.FromTicks(1), 0.5, null));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Whole_schedule_spans_a_day_in_a_bounded_number_of_attempts(int seed)
    {
        var random = new Random(seed);
        for (var run = 0; run < 500; run++)
        {
            var (attempt, elapsed) = (1, TimeSpan.Zero);
            while (DeliverySchedule.Next(attempt, elapsed, random.NextDouble(), null) is { } delay)
            {
                elapsed += delay;
                attempt++;
            }

            Assert.True(elapsed >= TimeSpan.FromHours(24) && elapsed < TimeSpan.FromHours(28) && attempt is >= 8 and < 60, $"seed {seed}, run {run}: {attempt} attempts in {elapsed}");
        }
    }
}
