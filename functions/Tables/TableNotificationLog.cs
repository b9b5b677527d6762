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
                while (!await TryPutAsync(entry, cancellationToken))
                {
                }

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

    /// <returns>False when another handler wrote the entry in between: then it is to be looked at again.</returns>
    private async Task<bool> TryPutAsync(NotificationEntry entry, CancellationToken cancellationToken)
    {
        var keys = NotificationRows.KeysOf(entry.Id);
        var found = await tables.Notifications.GetEntityIfExistsAsync<TableEntity>(keys.Partition, keys.Row, cancellationToken: cancellationToken);
        var written = found is { HasValue: true, Value: { } kept } ? entry.Over(NotificationRows.ReadEntry(kept)) : entry;

        // The copies first: were the entry written and not they, nobody would have a reason to write them again.
        await Task.WhenAll(NotificationRows.Listed(written).Select(copy => PutAsync(copy, cancellationToken)));
        var row = NotificationRows.OfEntry(written);
        return found is { HasValue: true, Value.ETag: var version }
            ? await ReplaceAsync(row, version, cancellationToken)
            : await AddIfNewAsync(row, cancellationToken);
    }

    private async Task<bool> ReplaceAsync(TableEntity entity, ETag version, CancellationToken cancellationToken)
    {
        try
        {
            _ = await tables.Notifications.UpdateEntityAsync(entity, version, TableUpdateMode.Replace, cancellationToken);
            return true;
        }
        catch (RequestFailedException changed) when (changed.Status is 404 or 412)
        {
            return false;
        }
    }

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
