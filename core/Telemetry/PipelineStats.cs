using System.Collections.Concurrent;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;

namespace OrderRelay.Core.Telemetry;

/// <summary>What this process counted since it started. Thread-safe.</summary>
public sealed class PipelineStats(TimeProvider time)
{
    /// <summary>A hostile sender cannot fill memory with invented words.</summary>
    private const int MaxUnknownStatuses = 200;
    private const int LongestUnknownStatus = 100;

    private readonly ConcurrentDictionary<string, long> refused = new();
    private readonly ConcurrentDictionary<Verdict, long> verdicts = new();
    private readonly ConcurrentDictionary<DeadLetterReason, long> deadLetters = new();
    private readonly ConcurrentDictionary<(string Provider, string Status), UnknownStatus> unknown = new();
    private long accepted;
    private long duplicates;
    private long late;
    private long retried;

    public DateTimeOffset Since { get; } = time.GetUtcNow();

    public long AcceptedTotal => Volatile.Read(ref accepted);

    public long DuplicateTotal => Volatile.Read(ref duplicates);

    public long LateTotal => Volatile.Read(ref late);

    /// <summary>Events that their provider had tried to deliver before.</summary>
    public long RetriedTotal => Volatile.Read(ref retried);

    public LatencyHistogram Ack { get; } = new();

    public LatencyHistogram EndToEnd { get; } = new();

    public IReadOnlyDictionary<string, long> RefusedByReason => refused;

    public IReadOnlyDictionary<Verdict, long> ByVerdict => verdicts;

    public IReadOnlyDictionary<DeadLetterReason, long> DeadLettersByReason => deadLetters;

    public IReadOnlyCollection<UnknownStatus> UnknownStatuses => [.. unknown.Values];

    internal void Accepted(TimeSpan duration)
    {
        Interlocked.Increment(ref accepted);
        Ack.Record(duration);
    }

    internal void Refused(string reason) => Count(refused, reason);

    internal void Duplicate() => Interlocked.Increment(ref duplicates);

    internal void DeadLettered(DeadLetterReason reason) => Count(deadLetters, reason);

    internal void Projected(OrderEvent @event, Decision decision, bool arrivedLate, int? deliveryAttempt, TimeSpan endToEnd)
    {
        Count(verdicts, decision.Verdict);
        EndToEnd.Record(endToEnd);
        if (arrivedLate)
        {
            Interlocked.Increment(ref late);
        }

        if (deliveryAttempt > 1)
        {
            Interlocked.Increment(ref retried);
        }

        if (decision.Verdict is Verdict.UnknownStatus)
        {
            SawUnknown(@event);
        }
    }

    private static void Count<TKey>(ConcurrentDictionary<TKey, long> counts, TKey key)
        where TKey : notnull
        => counts.AddOrUpdate(key, 1, static (_, count) => count + 1);

    /// <summary>Never cut within a surrogate pair: half of one cannot be written as JSON.</summary>
    private static string Shortened(string word)
        => word.Length <= LongestUnknownStatus ? word
            : word[..(char.IsHighSurrogate(word[LongestUnknownStatus - 1]) ? LongestUnknownStatus - 1 : LongestUnknownStatus)];

    private void SawUnknown(OrderEvent @event)
    {
        var word = Shortened(@event.Move.ProviderStatus ?? "");
        var key = (@event.Order.Provider, word);
        if (unknown.Count < MaxUnknownStatuses || unknown.ContainsKey(key))
        {
            unknown.AddOrUpdate(
                key,
                static (key, sample) => new(key.Provider, key.Status, 1, sample.Order.OrderId, sample.Identity.Value),
                static (_, seen, sample) => seen with { Count = seen.Count + 1, OrderId = sample.Order.OrderId, EventId = sample.Identity.Value },
                @event);
        }
    }
}

/// <summary>A status that no table knows, with the last event that carried it as a sample.</summary>
public sealed record UnknownStatus(string Provider, string Status, long Count, string OrderId, string EventId);
