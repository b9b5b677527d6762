using OrderRelay.Contracts;

namespace OrderRelay.Local.Tests.Hosting;

/// <summary>A wall clock that somebody sets forward and back. Time passes, and timers run, by <see cref="Passing"/>, which no
/// jump touches: as on a real machine.</summary>
internal sealed class JumpingTime : TimeProvider
{
    private long offset;

    /// <summary>Time that passes.</summary>
    public FakeTime Passing { get; } = new();

    public override long TimestampFrequency => Passing.TimestampFrequency;

    /// <summary>Sets the clock by so much, either way.</summary>
    public void Jump(TimeSpan by) => Interlocked.Add(ref offset, by.Ticks);

    public override DateTimeOffset GetUtcNow() => Passing.GetUtcNow().AddTicks(Interlocked.Read(ref offset));

    public override long GetTimestamp() => Passing.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        => Passing.CreateTimer(callback, state, dueTime, period);
}
