namespace OrderRelay.Faults.Simulation.World;

/// <summary>A process's clock: the world's, wrong by a constant. Its timers end with the process.</summary>
internal sealed class SimulatedTime(Scheduler scheduler, SimulatedProcess process, TimeSpan error) : TimeProvider
{
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => scheduler.Now + error;

    public override long GetTimestamp() => scheduler.Now.UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SimulatedTimer(scheduler, process, callback, state);
        _ = timer.Change(dueTime, period);
        return timer;
    }

    private sealed class SimulatedTimer(Scheduler scheduler, SimulatedProcess process, TimerCallback callback, object? state) : ITimer
    {
        /// <summary>A due time set before the last change is void.</summary>
        private int version;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var current = ++version;
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                scheduler.At(scheduler.Now + dueTime, process, _ => Fire(current, period), null);
            }

            return true;
        }

        public void Dispose() => version++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Fire(int current, TimeSpan period)
        {
            if (current != version)
            {
                return;
            }

            if (period > TimeSpan.Zero)
            {
                _ = Change(period, period);
            }

            callback(state);
        }
    }
}
