using Microsoft.Extensions.Logging;
using OrderRelay.Core.Orders;

namespace OrderRelay.Functions.Tables;

internal static partial class TablesLog
{
    [LoggerMessage(1, LogLevel.Warning, "Order {Provider}/{OrderId} is stalled: {Headline}, and silent for {Hours:F1} h")]
    public static partial void Stalled(this ILogger logger, string provider, string orderId, Headline headline, double hours);
}
