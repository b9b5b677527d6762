using System.Collections.Concurrent;
using OrderRelay.Core.Telemetry;

namespace OrderRelay.Local.Simulation;

/// <summary>What was sent and how it was answered. Thread-safe.</summary>
internal sealed class SimulationTally
{
    private readonly long[] sent = new long[Enum.GetValues<SendKind>().Length];
    private readonly ConcurrentDictionary<Answer, long> refused = [];
    private readonly ConcurrentDictionary<Answer, long> junk = [];
    private long overtaken;
    private long acknowledged;
    private long retries;
    private long givenUp;
    private long requests;

    /// <summary>Latency of every 2xx.</summary>
    public LatencyHistogram Acks { get; } = new();

    /// <summary>Requests answered or given up on, every attempt counted.</summary>
    public long Requests => Volatile.Read(ref requests);

    /// <summary>Events of orders, each counted once: duplicates and junk are none.</summary>
    public long Events => Sent(SendKind.Event) + Sent(SendKind.Late) + Sent(SendKind.Unknown);

    /// <summary>Events sent after one of their order that happened later, the late ones apart.</summary>
    public long Overtaken => Volatile.Read(ref overtaken);

    /// <summary>Requests that a 2xx answered; not junk.</summary>
    public long Acknowledged => Volatile.Read(ref acknowledged);

    public long Refused => refused.Values.Sum();

    /// <summary>Requests that repeat one that was not acknowledged.</summary>
    public long Retries => Volatile.Read(ref retries);

    /// <summary>Webhooks of which no attempt was acknowledged.</summary>
    public long GivenUp => Volatile.Read(ref givenUp);

    /// <summary>How requests were answered that are not junk, 2xx apart.</summary>
    public IReadOnlyDictionary<string, long> Refusals => Named(refused);

    /// <summary>How junk was answered.</summary>
    public IReadOnlyDictionary<string, long> JunkAnswers => Named(junk);

    /// <summary>Webhooks of a kind, attempts not counted.</summary>
    public long Sent(SendKind kind) => Volatile.Read(ref sent[(int)kind]);

    public void Begin(LaneSend send)
    {
        Interlocked.Increment(ref sent[(int)send.Send.Kind]);
        if (send.Overtaken)
        {
            Interlocked.Increment(ref overtaken);
        }
    }

    public void Retry() => Interlocked.Increment(ref retries);

    public void GiveUp() => Interlocked.Increment(ref givenUp);

    public void Answered(SendKind kind, Answer answer, TimeSpan latency)
    {
        Interlocked.Increment(ref requests);
        if (answer.IsReceived)
        {
            Acks.Record(latency);
        }

        if (kind is SendKind.Junk)
        {
            junk.AddOrUpdate(answer, 1, static (_, count) => count + 1);
        }
        else if (answer.IsReceived)
        {
            Interlocked.Increment(ref acknowledged);
        }
        else
        {
            refused.AddOrUpdate(answer, 1, static (_, count) => count + 1);
        }
    }

    private static SortedDictionary<string, long> Named(ConcurrentDictionary<Answer, long> counts)
        => new(counts.ToDictionary(static count => count.Key.Name, static count => count.Value), StringComparer.Ordinal);
}
