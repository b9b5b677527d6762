using Azure;
using Azure.Data.Tables;
using OrderRelay.Core.Pipeline;
using OrderRelay.Functions.Blobs;

namespace OrderRelay.Functions.Tables;

/// <summary>Writes letters with what belongs to them: pointers by order, places among the limited, bodies in blobs.</summary>
internal sealed class DeskTable(TableClient table, IBodyArchive archive)
{
    public async Task<TableEntity?> FindAsync(string id, CancellationToken cancellationToken)
    {
        var keys = DeadLetterRows.KeysOf(id);
        var found = await table.GetEntityIfExistsAsync<TableEntity>(keys.Partition, keys.Row, cancellationToken: cancellationToken);
        return found.HasValue ? found.Value : null;
    }

    /// <returns>True. One with the same id is left as it is: it may have been decided on since.</returns>
    public async Task<bool> AddAsync(DeadLetter letter, bool limited, CancellationToken cancellationToken)
    {
        await PointAsync(letter, cancellationToken);
        var blob = await ArchiveAsync(letter, cancellationToken);
        try
        {
            await table.AddEntityAsync(DeadLetterRows.OfLetter(letter, new(blob is null ? letter.Body : null, blob), limited), cancellationToken);
        }
        catch (RequestFailedException known) when (known.Status == 409)
        {
            return true;
        }

        return true;
    }

    /// <summary>Replaces a letter's row, unless that changed since it was read.</summary>
    public async Task<bool> ReplaceAsync(TableEntity entity, DeadLetter letter, LetterBodies bodies, CancellationToken cancellationToken)
    {
        var limited = DeadLetterRows.IsLimited(entity);
        await PointAsync(letter, cancellationToken);
        if (limited && letter.Status is DeadLetterStatus.Open)
        {
            await table.UpsertEntityAsync(DeadLetterRows.OfPlace(letter), TableUpdateMode.Replace, cancellationToken);
        }

        try
        {
            await table.UpdateEntityAsync(DeadLetterRows.OfLetter(letter, bodies, limited), entity.ETag, TableUpdateMode.Replace, cancellationToken);
        }
        catch (RequestFailedException changed) when (changed.Status is 404 or 412)
        {
            return false;
        }

        if (limited && letter.Status is not DeadLetterStatus.Open)
        {
            await table.DeleteEntityAsync(DeadLetterRows.LimitedPartition(DeadLetterRows.Read(entity).Reason), DeadLetterRows.PlaceOf(letter), cancellationToken: cancellationToken);
        }

        return true;
    }

    /// <summary>Takes a letter's bodies, wherever they lie: an edit may have moved it to another order than its blobs'.</summary>
    public async Task EraseAsync(string id, DateTimeOffset at, CancellationToken cancellationToken)
    {
        while (await FindAsync(id, cancellationToken) is { } entity)
        {
            if (await ReplaceAsync(entity, DeadLetterRows.Read(entity) with { ErasedAt = at }, LetterBodies.None, cancellationToken))
            {
                await DeleteBlobsAsync(entity, cancellationToken);
                return;
            }
        }
    }

    public async Task DeleteBlobsAsync(TableEntity entity, CancellationToken cancellationToken)
    {
        foreach (var blob in DeadLetterRows.BodiesOf(entity).Blobs)
        {
            await archive.DeleteAllAsync(blob, cancellationToken);
        }
    }

    /// <returns>The blob that now holds the letter's body; null where a row can.</returns>
    public async Task<string?> ArchiveAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        if (letter.Body is not { Length: > LetterBodies.MaxInline } body)
        {
            return null;
        }

        var blob = BodyName.Of(letter.Provider, letter.OrderId, body.Span);
        await archive.PutAsync(blob, body, cancellationToken);
        return blob;
    }

    /// <summary>The pointer first: one that leads nowhere does no harm, a letter that no erasure finds does.</summary>
    private async Task PointAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        if (letter.OrderId is { } orderId)
        {
            var pointer = new TableEntity(DeadLetterRows.OrderPartition(letter.Provider, orderId), DeadLetterRows.KeysOf(letter.Id).Row) { ["Id"] = letter.Id };
            await table.UpsertEntityAsync(pointer, TableUpdateMode.Replace, cancellationToken);
        }
    }
}
