namespace OrderRelay.Local.Simulation;

/// <summary>
/// When a connection's requests are due. Without a rate: whenever the last one was answered. With one: at fixed times that do
/// not wait for the receiver, so that a request that had to wait counts from when it was due.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="rate">Requests per second of all connections together; null for as fast as answers come.</param>
/// <param name="lane">The connection's place among <paramref name="lanes"/>: together they are evenly spaced.</param>
/// <param name="lanes">How many connections there are.</param>
internal sealed class Pace(TimeProvider time, double? rate, int lane, int lanes)
{
    private long started;
    private long taken;

    public bool IsOpenLoop => rate is not null;

    /// <summary>The timestamp from which the times count.</summary>
    public void Start(long at) => started = at;

    /// <summary>The timestamp at which the next request is due; the present where no rate is set.</summary>
    public long NextDue(long now) => rate is { } perSecond
        ? started + (long)(((taken * lanes) + lane) / perSecond * time.TimestampFrequency)
        : now;

    public void Take() => taken++;
}
