using Microsoft.Extensions.Logging;

namespace OrderRelay.Functions.Hosting;

internal static partial class HostingLog
{
    [LoggerMessage(1, LogLevel.Warning, "Job {JobId} was held up and goes on from its last page")]
    public static partial void JobHeldUp(this ILogger logger, string jobId, Exception fault);
}
