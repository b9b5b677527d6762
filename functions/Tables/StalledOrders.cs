using Azure.Data.Tables;
using Microsoft.Extensions.Logging;
using OrderRelay.Core.Pipeline;

namespace OrderRelay.Functions.Tables;

/// <summary>
/// Orders that have not ended and whose provider has been silent for longer than configured. Each is announced with one log
/// line, on which an alert can stand; the order's own answers show the flag at any time.
/// </summary>
public sealed class StalledOrders(OrderTables tables, TableOrderStore store, StallPolicy policy, TimeProvider time, ILogger<StalledOrders> logger)
{
    /// <summary>An order without an end after so long will not get one: it is history, not a worry.</summary>
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(14);

    /// <returns>How many were announced.</returns>
    public async Task<int> AnnounceAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (first, last) = ($"{IndexKeys.All}{TableKey.Separator}{TableKey.DescendingDay(now)}", $"{IndexKeys.All}{TableKey.Separator}{TableKey.DescendingDay(now - Oldest)}");
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {first} and PartitionKey le {last} and Ended eq {false}");
        var announced = 0;
        await foreach (var page in tables.Index.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken).AsPages())
        {
            var orders = await store.LoadAsync([.. page.Values.Select(static row => IndexPage.EntryOf(row).Key)], cancellationToken);
            foreach (var order in orders)
            {
                if (order is not null && policy.IsStalled(order.State, now))
                {
                    logger.Stalled(order.State.Key.Provider, order.State.Key.OrderId, order.State.Headline, (now - order.State.LastEventAt).TotalHours);
                    announced++;
                }
            }
        }

        return announced;
    }
}
