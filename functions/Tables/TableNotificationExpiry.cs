using Azure.Data.Tables;
using OrderRelay.Core.Ports;

namespace OrderRelay.Functions.Tables;

/// <summary>Retention of the notification log in Table Storage: the copies by day lead to an entry's other rows, and go last.</summary>
public sealed class TableNotificationExpiry(OrderTables tables) : INotificationExpiry
{
    public async ValueTask<ExpiryPage> ExpireAsync(DateTimeOffset before, string? cursor, int limit, CancellationToken cancellationToken)
        => await TableFaults.PassingAsync(
            async () =>
            {
                var page = await IndexPage.ReadAsync(tables.Notifications, NotificationRows.QueryBefore(before), cursor, limit, columns: null, cancellationToken);
                var ended = 0;
                foreach (var row in page.Rows)
                {
                    var entry = NotificationRows.ReadEntry(row);
                    if (entry.RequestedAt < before)
                    {
                        await RemoveAsync(NotificationRows.OfEntry(entry), cancellationToken);
                        foreach (var copy in NotificationRows.Listed(entry).Reverse())
                        {
                            await RemoveAsync(copy, cancellationToken);
                        }

                        ended++;
                    }
                }

                return new ExpiryPage(ended, page.Continuation);
            },
            cancellationToken);

    private async Task RemoveAsync(TableEntity row, CancellationToken cancellationToken)
        => await tables.Notifications.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: cancellationToken);
}
