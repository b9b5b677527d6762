namespace OrderRelay.Peers;

/// <summary>What <c>/stats</c> tells: events acknowledged and events whose effect is committed.</summary>
public sealed class Counts
{
    private long accepted;
    private long projected;

    /// <summary>One event was acknowledged.</summary>
    public void Accepted() => Interlocked.Increment(ref accepted);

    /// <summary>The effects of so many events are committed.</summary>
    public void Projected(int events) => Interlocked.Add(ref projected, events);

    /// <returns><c>{"accepted":…,"projected":…}</c></returns>
    public string ToJson() => $$"""{"accepted":{{Volatile.Read(ref accepted)}},"projected":{{Volatile.Read(ref projected)}}}""";
}
