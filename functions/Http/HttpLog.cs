using Microsoft.Extensions.Logging;

namespace OrderRelay.Functions.Http;

internal static partial class HttpLog
{
    [LoggerMessage(1, LogLevel.Warning, "A request was answered with 503: the store or the queue is away")]
    public static partial void Unavailable(this ILogger logger, Exception fault);

    [LoggerMessage(2, LogLevel.Error, "A request was answered with 500")]
    public static partial void Unexpected(this ILogger logger, Exception fault);
}
