namespace OrderRelay.Local.Hosting;

/// <summary>The local host's log events.</summary>
internal static partial class HostLog
{
    [LoggerMessage(101, LogLevel.Error, "A request failed unexpectedly and was answered 500")]
    public static partial void Unexpected(this ILogger logger, Exception exception);

    [LoggerMessage(102, LogLevel.Warning, "A request was answered 503")]
    public static partial void Unavailable(this ILogger logger, Exception exception);

    [LoggerMessage(103, LogLevel.Error, "The {Pump} pump failed and goes on in {DelaySeconds} s; no message is lost")]
    public static partial void PumpFailed(this ILogger logger, string pump, double delaySeconds, Exception exception);

    [LoggerMessage(104, LogLevel.Warning, "Started without {Events} events that the orders had: their log was damaged, or an older file took its place")]
    public static partial void LossAccepted(this ILogger logger, long events);
}
