using Microsoft.Extensions.Logging;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Retention;

namespace OrderRelay.Core.Pipeline;

/// <summary>The pipeline's log events. Ids, verdicts and times only: no body, no credential, nothing about a person.</summary>
internal static partial class PipelineLog
{
    [LoggerMessage(1, LogLevel.Information, "Projected {Provider} {OrderId} {EventId}: {Verdict} by {Rule}; late {ArrivedLate}, attempt {Attempt}, end to end {EndToEndMilliseconds} ms")]
    public static partial void Projected(
        this ILogger logger, string provider, string? orderId, string eventId, string verdict, string rule, bool arrivedLate, int attempt, double endToEndMilliseconds);

    [LoggerMessage(2, LogLevel.Warning, "Dead-lettered {Provider} {OrderId} {EventId}: {Reason}: {Text}; attempt {Attempt}")]
    public static partial void DeadLettered(
        this ILogger logger, string provider, string? orderId, string eventId, string reason, string text, int attempt);

    [LoggerMessage(3, LogLevel.Warning, "Put off {Provider} {OrderId} {EventId}: {Text}; attempt {Attempt}, again in {DelaySeconds} s")]
    public static partial void PutOff(
        this ILogger logger, string provider, string? orderId, string eventId, string text, int attempt, double delaySeconds);

    [LoggerMessage(4, LogLevel.Error, "Projecting {Provider} {OrderId} failed unexpectedly")]
    public static partial void Unexpected(this ILogger logger, string provider, string orderId, Exception exception);

    [LoggerMessage(5, LogLevel.Information, "Received {Provider} {EventName} {EventId}: {Bytes} bytes, durable after {AckMilliseconds} ms")]
    public static partial void Received(this ILogger logger, string provider, string eventName, string eventId, int bytes, double ackMilliseconds);

    [LoggerMessage(6, LogLevel.Warning, "Refused a webhook of {Provider}: {Reason}")]
    public static partial void Refused(this ILogger logger, string provider, string reason);

    [LoggerMessage(7, LogLevel.Error, "A webhook of {Provider} could not be made durable and was answered 503")]
    public static partial void NotDurable(this ILogger logger, string provider, Exception exception);

    [LoggerMessage(8, LogLevel.Error, "Mapping {Provider} {EventId} failed with {ExceptionType}, which is a bug of the mapping: {StackTrace}")]
    public static partial void MappingBroke(this ILogger logger, string provider, string eventId, string exceptionType, string? stackTrace);

    [LoggerMessage(9, LogLevel.Warning, "Stalled {Provider} {OrderId}: {Headline}, and nothing heard since {LastEventAt:O}")]
    public static partial void Stalled(this ILogger logger, string provider, string orderId, DateTimeOffset lastEventAt, Headline headline);

    [LoggerMessage(10, LogLevel.Information, "Notified {Channel} of {Change} of {Provider} {OrderId} by {NotificationId}: {Answer}; attempt {Attempt}, {DurationMilliseconds} ms")]
    public static partial void Notified(
        this ILogger logger, string provider, string orderId, string notificationId, string channel, string change, string answer, int attempt, double durationMilliseconds);

    [LoggerMessage(11, LogLevel.Information, "Skipped {NotificationId} about {Change} of {Provider} {OrderId}: {Text}")]
    public static partial void NotificationSkipped(this ILogger logger, string provider, string orderId, string notificationId, string change, string text);

    [LoggerMessage(12, LogLevel.Warning, "Channel {Channel} failed {Failures} times in a row: paused until {PausedUntil}, disabled at {DisabledAt}")]
    public static partial void ChannelHeld(this ILogger logger, string channel, int failures, DateTimeOffset? pausedUntil, DateTimeOffset? disabledAt);

    [LoggerMessage(13, LogLevel.Error, "Rendering {NotificationId} of {Provider} for rule {Rule} failed with {ExceptionType}, which is a bug: {StackTrace}")]
    public static partial void RenderingBroke(this ILogger logger, string provider, string notificationId, string rule, string exceptionType, string? stackTrace);

    [LoggerMessage(14, LogLevel.Error, "Handling {NotificationId} of {Provider} failed unexpectedly")]
    public static partial void NotifyingBroke(this ILogger logger, string provider, string notificationId, Exception exception);

    [LoggerMessage(15, LogLevel.Warning, "An unauthenticated webhook of {Provider} could not be quarantined")]
    public static partial void NotQuarantined(this ILogger logger, string provider, Exception exception);

    [LoggerMessage(16, LogLevel.Information, "Retention ended {Kind} of {Count}, from before {Before:O}")]
    public static partial void Expired(this ILogger logger, RetentionKind kind, int count, DateTimeOffset before);
}
