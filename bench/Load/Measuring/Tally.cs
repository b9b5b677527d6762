using OrderRelay.Core.Telemetry;

namespace OrderRelay.Load.Measuring;

/// <summary>
/// What one worker counted. A request belongs to the window by the time it was due, whenever it was answered; throughput
/// counts the answers that came within the window.
/// </summary>
internal sealed class Tally(Window window)
{
    private readonly long[] statuses = new long[1000];
    private readonly long[] failures = new long[Enum.GetValues<Failure>().Length];

    public LatencyHistogram Latencies { get; } = new();

    public long AnsweredInWindow { get; private set; }

    /// <summary>Answers with a 2xx over the whole run, the warm-up's among them.</summary>
    public long AcceptedInAll { get; private set; }

    public long LastAnswerAt { get; private set; }

    public IEnumerable<KeyValuePair<int, long>> Statuses
        => statuses.Select((count, status) => KeyValuePair.Create(status, count)).Where(pair => pair.Value > 0);

    public IEnumerable<KeyValuePair<Failure, long>> Failures
        => failures.Select((count, kind) => KeyValuePair.Create((Failure)kind, count)).Where(pair => pair.Value > 0);

    public void Answered(int status, long dueAt, long now)
    {
        if (window.Contains(now))
            AnsweredInWindow++;

        if (status is >= 200 and < 300)
            AcceptedInAll++;

        LastAnswerAt = now;
        if (!window.Contains(dueAt))
            return;

        statuses[status]++;
        Latencies.Record(Window.Nanoseconds(now - dueAt));
    }

    /// <summary>A request without an answer. One that waited in vain enters the latencies with its age, which is less than
    /// its true latency but keeps a stalled server from looking fast.</summary>
    public void Failed(Failure failure, long dueAt, long now)
    {
        if (!window.Contains(dueAt))
            return;

        failures[(int)failure]++;
        if (failure is Failure.TimedOut or Failure.Unsent)
            Latencies.Record(Window.Nanoseconds(now - dueAt));
    }

    public void Add(Tally other)
    {
        Latencies.Add(other.Latencies);
        AnsweredInWindow += other.AnsweredInWindow;
        AcceptedInAll += other.AcceptedInAll;
        LastAnswerAt = Math.Max(LastAnswerAt, other.LastAnswerAt);
        for (var i = 0; i < statuses.Length; i++)
            statuses[i] += other.statuses[i];

        for (var i = 0; i < failures.Length; i++)
            failures[i] += other.failures[i];
    }
}
