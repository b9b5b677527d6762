using System.Net.Http.Headers;

namespace OrderRelay.Core.Notifications.Channels;

/// <summary>What a receiver's status code means for the next attempt.</summary>
internal static class HttpAnswer
{
    /// <summary>No receiver holds a message back for longer.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    public static ChannelResult Of(HttpResponseMessage response, DateTimeOffset now)
    {
        var status = (int)response.StatusCode;
        return status switch
        {
            >= 200 and < 300 => new(ChannelStatus.Delivered, $"HTTP {status}"),
            >= 300 and < 400 => new(ChannelStatus.Refused, $"HTTP {status}, redirects are not followed"),
            410 => new(ChannelStatus.Gone, "HTTP 410, the receiver is gone"),
            408 or 425 or 429 or >= 500 => new(ChannelStatus.Passing, $"HTTP {status}", Wait(response.Headers.RetryAfter, now)),
            _ => new(ChannelStatus.Refused, $"HTTP {status}"),
        };
    }

    private static TimeSpan? Wait(RetryConditionHeaderValue? retryAfter, DateTimeOffset now)
        => (retryAfter?.Delta ?? (retryAfter?.Date - now)) is not { } wait ? null
            : wait < TimeSpan.Zero ? TimeSpan.Zero
            : wait > LongestWait ? LongestWait
            : wait;
}
