using System.Collections.Concurrent;

namespace OrderRelay.Core.Notifications;

/// <summary>Bounds what is under way to one channel in this process, so that a slow one leaves room for the others.</summary>
public sealed class ChannelLanes
{
    /// <summary>Attempts to one channel at once.</summary>
    public const int Width = 8;

    private readonly ConcurrentDictionary<string, SemaphoreSlim> lanes = new(StringComparer.Ordinal);

    /// <returns>Leaves the lane when disposed; null when the lane is full.</returns>
    public IDisposable? TryEnter(string channel)
    {
        var lane = lanes.GetOrAdd(channel, static _ => new(Width, Width));
        return lane.Wait(0) ? new Place(lane) : null;
    }

    private sealed class Place(SemaphoreSlim lane) : IDisposable
    {
        private SemaphoreSlim? held = lane;

        public void Dispose() => Interlocked.Exchange(ref held, null)?.Release();
    }
}
