using OrderRelay.Load.Measuring;

namespace OrderRelay.Load.Running;

/// <summary>
/// When a worker's requests are due. Closed loop: whenever a connection is free. Open loop: at fixed times that do not
/// wait for the server, so a request sent late counts from when it was due, not from when it was sent.
/// </summary>
internal sealed class Schedule
{
    private readonly Window window;
    private readonly double ticksPerRequest;
    private readonly double first;
    private long taken;
    private long measuredLeft;

    private Schedule(Window window, long maxMeasured, double ticksPerRequest, double first)
    {
        this.window = window;
        this.ticksPerRequest = ticksPerRequest;
        this.first = first;
        measuredLeft = maxMeasured;
    }

    /// <param name="window">No request is due after its end.</param>
    /// <param name="maxMeasured">Requests due within the window at most.</param>
    public static Schedule Closed(Window window, long maxMeasured) => new(window, maxMeasured, 0, 0);

    /// <param name="window">No request is due after its end.</param>
    /// <param name="maxMeasured">Requests due within the window at most.</param>
    /// <param name="ticksPerRequest">The distance between two of this worker's requests.</param>
    /// <param name="offsetTicks">Shifts this worker against the others, so that together they are evenly spaced.</param>
    public static Schedule Open(Window window, long maxMeasured, double ticksPerRequest, double offsetTicks)
        => new(window, maxMeasured, ticksPerRequest, window.RunStart + offsetTicks);

    private bool IsClosed => ticksPerRequest == 0;

    /// <summary>When the next request is due; <see cref="long.MaxValue"/> when there is none any more.</summary>
    public long NextDue(long now)
    {
        var due = IsClosed ? now : (long)(first + (taken * ticksPerRequest));
        return measuredLeft == 0 || due >= window.Until ? long.MaxValue : due;
    }

    /// <summary>Takes the next request if it is due by now.</summary>
    public bool TryTake(long now, out long dueAt)
    {
        dueAt = NextDue(now);
        if (dueAt > now)
            return false;

        taken++;
        if (window.Contains(dueAt))
            measuredLeft--;

        return true;
    }
}
