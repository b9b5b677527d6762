using OrderRelay.Core.Ports;

namespace OrderRelay.Core.Notifications;

/// <summary>How a channel's health follows from its answers: one that keeps failing is paused, longer each time. Pure.</summary>
public static class ChannelCircuit
{
    /// <summary>Failures in a row before the first pause.</summary>
    public const int Tolerated = 5;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    /// <param name="health">Before the attempt; null while nothing went wrong.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="status">How the attempt ended.</param>
    /// <param name="now">When it ended.</param>
    /// <returns>Null when there is nothing to change.</returns>
    public static ChannelHealth? After(ChannelHealth? health, string channel, ChannelStatus status, DateTimeOffset now) => status switch
    {
        ChannelStatus.Delivered => health is null or { Failures: 0, PausedUntil: null, DisabledAt: null } ? null : Well(channel),
        ChannelStatus.Gone => health is { DisabledAt: not null } ? null : new(channel, (health?.Failures ?? 0) + 1, null, now),
        // Several may be under way when the pause begins: together they count as the one failure that began it.
        _ when health is { DisabledAt: not null } || health?.PausedUntil > now => null,
        _ => Failed(channel, (health?.Failures ?? 0) + 1, now),
    };

    /// <summary>As if nothing had ever gone wrong.</summary>
    public static ChannelHealth Well(string channel) => new(channel, 0, null, null);

    private static ChannelHealth Failed(string channel, int failures, DateTimeOffset now)
    {
        var beyond = failures - Tolerated;
        return new(channel, failures, beyond < 0 ? null : now + Pause(beyond), null);
    }

    /// <summary>1, 2, 4, … minutes, up to an hour.</summary>
    private static TimeSpan Pause(int beyond)
        => TimeSpan.FromMinutes(Math.Min(FirstPause.TotalMinutes * Math.Pow(2, Math.Min(beyond, 30)), LongestPause.TotalMinutes));
}
