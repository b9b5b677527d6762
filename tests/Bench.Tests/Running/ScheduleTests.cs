using OrderRelay.Load.Measuring;
using OrderRelay.Load.Running;

namespace OrderRelay.Bench.Tests.Running;

public sealed class ScheduleTests
{
    private static readonly Window Window = new(RunStart: 0, From: 100, Until: 200);

    [Fact]
    public void Open_schedule_after_a_stall_gives_the_times_that_were_missed()
    {
        var schedule = Schedule.Open(Window, long.MaxValue, ticksPerRequest: 10, offsetTicks: 5);

        Assert.False(schedule.TryTake(4, out _));
        Assert.Equal([5, 15, 25, 35], Take(schedule, 38));
        Assert.Equal(45, schedule.NextDue(38));
    }

    [Fact]
    public void Open_schedule_ends_with_its_window_however_late_it_is_asked()
    {
        var schedule = Schedule.Open(Window, long.MaxValue, ticksPerRequest: 10, offsetTicks: 0);

        Assert.Equal(20, Take(schedule, 10_000).Count);
        Assert.Equal(long.MaxValue, schedule.NextDue(10_000));
    }

    [Fact]
    public void Only_measured_requests_count_towards_the_limit()
    {
        var schedule = Schedule.Open(Window, maxMeasured: 3, ticksPerRequest: 10, offsetTicks: 0);

        Assert.Equal(10 + 3, Take(schedule, 199).Count);
    }

    [Fact]
    public void Closed_schedule_is_due_at_once_until_its_window_ends()
    {
        var schedule = Schedule.Closed(Window, long.MaxValue);

        Assert.True(schedule.TryTake(150, out var due));
        Assert.Equal(150, due);
        Assert.False(schedule.TryTake(200, out _));
    }

    private static List<long> Take(Schedule schedule, long now)
    {
        var taken = new List<long>();
        while (schedule.TryTake(now, out var due))
            taken.Add(due);

        return taken;
    }
}
