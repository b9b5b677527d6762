namespace OrderRelay.Core.Notifications;

/// <summary>One way to tell somebody something: a signed webhook, an e-mail, a chat room.</summary>
public interface INotificationChannel
{
    /// <summary>The channel's name in configuration.</summary>
    string Name { get; }

    /// <summary>Where it leads, with every credential masked.</summary>
    string MaskedTarget { get; }

    /// <summary>Sends one message. Never throws for the receiver's or the network's sake.</summary>
    ValueTask<ChannelResult> SendAsync(NotificationMessage message, CancellationToken cancellationToken);
}

/// <summary>A message, rendered for every kind of channel from one model.</summary>
public sealed record NotificationMessage
{
    /// <summary>The request's id: a receiver's idempotency key.</summary>
    public required string Id { get; init; }

    /// <summary>Event type of an outgoing webhook, such as <c>order.delivered</c>.</summary>
    public required string Type { get; init; }

    public required string Subject { get; init; }

    public required string Text { get; init; }

    public required string Html { get; init; }

    /// <summary>The JSON body of an outgoing webhook: the order as the API shows it, with what changed.</summary>
    public required ReadOnlyMemory<byte> Json { get; init; }

    /// <summary>When this attempt is made.</summary>
    public required DateTimeOffset At { get; init; }
}

/// <summary>How an attempt ended.</summary>
/// <param name="Status">One of a closed set.</param>
/// <param name="Answer">The receiver's answer in a few words (<c>HTTP 503</c>), without credentials or bodies.</param>
/// <param name="RetryAfter">What the receiver asked for, if it did.</param>
public sealed record ChannelResult(ChannelStatus Status, string Answer, TimeSpan? RetryAfter = null);

/// <summary>How an attempt ended.</summary>
public enum ChannelStatus
{
    Delivered,

    /// <summary>Trying again later may help: timeout, 5xx, 429, connection refused.</summary>
    Passing,

    /// <summary>Trying again will not help: 4xx, 3xx, an address that must not be called.</summary>
    Refused,

    /// <summary>The receiver is gone for good (410): disable it.</summary>
    Gone,
}
