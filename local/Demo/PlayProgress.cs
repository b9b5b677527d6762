using System.Collections.Concurrent;

namespace OrderRelay.Local.Demo;

/// <summary>How far a play is. Thread-safe; counted by the connections, read by the screen.</summary>
internal sealed class PlayProgress(int planned)
{
    private readonly ConcurrentBag<PlayedRequest> played = [];
    private int accepted;
    private int repeated;
    private int refused;

    public int Planned { get; } = planned;

    public int Sent => Accepted + Refused;

    public int Accepted => Volatile.Read(ref accepted);

    /// <summary>How many of the accepted were sent before.</summary>
    public int Repeated => Volatile.Read(ref repeated);

    public int Refused => Volatile.Read(ref refused);

    public IReadOnlyCollection<PlayedRequest> Played => [.. played];

    public void Add(PlayedRequest request)
    {
        played.Add(request);
        if (!request.Reply.IsAccepted)
        {
            Interlocked.Increment(ref refused);
            return;
        }

        Interlocked.Increment(ref accepted);
        if (request.Planned.Kind is RequestKind.Duplicate or RequestKind.ProviderRetry)
        {
            Interlocked.Increment(ref repeated);
        }
    }
}
