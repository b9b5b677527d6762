namespace OrderRelay.Local.Tests.Cli;

/// <summary>A clock on which every wait is over at once, has taken its time and is remembered.</summary>
/// <param name="longest">Waits beyond it never end, so that a limit is not reached where a pause is over at once.</param>
internal sealed class EagerTime(TimeSpan? longest = null) : TimeProvider
{
    private long ticks = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).Ticks;

    public List<TimeSpan> Waits { get; } = [];

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref ticks), TimeSpan.Zero);

    public override long GetTimestamp() => Interlocked.Read(ref ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime >= TimeSpan.Zero && dueTime <= (longest ?? TimeSpan.MaxValue))
        {
            Waits.Add(dueTime);
            Interlocked.Add(ref ticks, dueTime.Ticks);
            callback(state);
        }

        return new Done();
    }

    private sealed class Done : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
