using Azure;
using Azure.Data.Tables;
using OrderRelay.Core.Ports;

namespace OrderRelay.Functions.Tables;

/// <summary>
/// The notification log in Table Storage. What an entry says by its id is what sending goes by; the copies that are listed
/// are brought up to it by every write, a write that was cut off by the next one.
/// </summary>
public sealed class TableNotificationLog(OrderTables tables) : INotificationLog
{
    public async ValueTask AddAsync(NotificationEntry entry, CancellationToken cancellationToken)
        => await TableFaults.PassingAsync(
            async () =>
            {
                // The copies last, and never over what is there: whoever added it first, or has sent it meanwhile, knows more.
                if (await AddIfNewAsync(NotificationRows.OfEntry(entry), cancellationToken))
                {
                    await Task.WhenAll(NotificationRows.Listed(entry).Select(copy => AddIfNewAsync(copy, cancellationToken)));
                }

                return true;
            },
            cancellationToken);

    public async ValueTask PutAsync(NotificationEntry entry, CancellationToken cancellationToken)
        => await TableFaults.PassingAsync(
            async () =>
            {
                // The copies first: were the entry written and not they, nobody would have a reason to write them again.
                await Task.WhenAll(NotificationRows.Listed(entry).Select(copy => PutAsync(copy, cancellationToken)));
                await PutAsync(NotificationRows.OfEntry(entry), cancellationToken);
                return true;
            },
            cancellationToken);

    public async ValueTask<NotificationEntry?> GetAsync(string id, CancellationToken cancellationToken)
        => await FindAsync(NotificationRows.KeysOf(id), cancellationToken) is { } entity ? NotificationRows.ReadEntry(entity) : null;

    public async ValueTask<NotificationPage> ListAsync(string? provider, string? orderId, string? cursor, int limit, CancellationToken cancellationToken)
        => await TableFaults.PassingAsync(
            async () =>
            {
                var rows = new NewestFirst(tables.Notifications, NotificationRows.QueryOf(provider, orderId), columns: null);
                var (entries, next) = await rows.ReadAsync(
                    cursor, limit, sparse: false, static some => Task.FromResult<IReadOnlyList<NotificationEntry?>>([.. some.Select(NotificationRows.ReadEntry)]), cancellationToken);
                return new NotificationPage(entries, next);
            },
            cancellationToken);

    public async ValueTask<ChannelHealth?> GetHealthAsync(string channel, CancellationToken cancellationToken)
        => await FindAsync(NotificationRows.KeysOfHealth(channel), cancellationToken) is { } entity ? NotificationRows.ReadHealth(entity) : null;

    public async ValueTask PutHealthAsync(ChannelHealth health, CancellationToken cancellationToken)
        => await TableFaults.PassingAsync(() => PutAsync(NotificationRows.OfHealth(health), cancellationToken), cancellationToken);

    private async Task<bool> PutAsync(TableEntity entity, CancellationToken cancellationToken)
    {
        await tables.Notifications.UpsertEntityAsync(entity, TableUpdateMode.Replace, cancellationToken);
        return true;
    }

    /// <returns>False when there is one already.</returns>
    private async Task<bool> AddIfNewAsync(TableEntity entity, CancellationToken cancellationToken)
    {
        try
        {
            await tables.Notifications.AddEntityAsync(entity, cancellationToken);
            return true;
        }
        catch (RequestFailedException known) when (known.Status == 409 && known.ErrorCode == Azure.Data.Tables.Models.TableErrorCode.EntityAlreadyExists)
        {
            return false;
        }
    }

    private async ValueTask<TableEntity?> FindAsync(IndexKeys keys, CancellationToken cancellationToken)
        => await TableFaults.PassingAsync(
            async () => await tables.Notifications.GetEntityIfExistsAsync<TableEntity>(keys.Partition, keys.Row, cancellationToken: cancellationToken) is { HasValue: true } found
                ? found.Value
                : null,
            cancellationToken);
}
