namespace OrderRelay.Local.Hosting;

/// <summary>
/// Lanes work side by side, unless requests come so fast that they wait for one another: then one lane works at a time, and
/// rests in between. In a rush the acknowledgements go first, since a provider gives up after seconds; the projection goes on, at a
/// share of one processor, and makes up for it when the rush is over.
/// </summary>
/// <param name="enqueuedTogether">Requests that one commit acknowledges, as a moving average.</param>
/// <param name="time">Measures the work.</param>
internal sealed class LaneTurns(Func<double> enqueuedTogether, TimeProvider time) : IDisposable
{
    /// <summary>So many at once are a rush. Requests that do not wait for one another come one to a commit.</summary>
    public const double Rush = 4;

    /// <summary>Rest for each unit of work.</summary>
    private const double Rest = 3;

    private readonly object _turn = new();
    private readonly ManualResetEventSlim _closing = new();

    /// <summary>For tests: is told how long the lane will rest.</summary>
    internal Action<TimeSpan>? BeforeRest { get; set; }

    /// <summary>Runs the work, at once or in its turn.</summary>
    public void Take(Action work)
    {
        if (enqueuedTogether() < Rush)
        {
            work();
            return;
        }

        lock (_turn)
        {
            var started = time.GetTimestamp();
            work();
            var rest = time.GetElapsedTime(started) * Rest;
            BeforeRest?.Invoke(rest);
            _ = _closing.Wait(rest);
        }
    }

    /// <summary>Nobody rests from now on.</summary>
    public void Close() => _closing.Set();

    public void Dispose() => _closing.Dispose();
}
