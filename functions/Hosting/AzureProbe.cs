using Azure;
using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using OrderRelay.Core.Ports;
using OrderRelay.Functions.Tables;

namespace OrderRelay.Functions.Hosting;

/// <summary>Readiness: opens the link to the queue, and reads a row that is not there.</summary>
internal sealed class AzureProbe(ServiceBusSender sender, OrderTables tables) : IHostProbe
{
    public async ValueTask<IReadOnlyDictionary<string, string?>> ProbeAsync(CancellationToken cancellationToken) => new Dictionary<string, string?>
    {
        ["queue"] = await AskAsync(async () => (await sender.CreateMessageBatchAsync(cancellationToken)).Dispose()),
        ["store"] = await AskAsync(() => tables.Orders.GetEntityIfExistsAsync<TableEntity>("probe", "probe", cancellationToken: cancellationToken)),
    };

    private static async Task<string?> AskAsync(Func<Task> ask)
    {
        try
        {
            await ask();
            return null;
        }
        catch (Exception fault) when (fault is RequestFailedException or ServiceBusException or AggregateException or UnauthorizedAccessException or TimeoutException)
        {
            // The message of such a fault can name hosts and accounts: the log has it, the answer has its kind.
            return $"does not answer ({fault.GetType().Name})";
        }
    }
}
