using Azure;
using Azure.Data.Tables;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using OrderRelay.Core.Retention;
using OrderRelay.Functions.Blobs;

namespace OrderRelay.Functions.Tables;

/// <summary>Retention of the desk in Table Storage.</summary>
public sealed class TableDeadLetterExpiry(OrderTables tables, IBodyArchive archive) : IDeadLetterExpiry
{
    private readonly DeskTable desk = new(tables.DeadLetters, archive);
    private readonly BodyReferences references = new(tables);

    public async ValueTask<ExpiryPage> ExpireAsync(DateTimeOffset before, DateTimeOffset at, string? cursor, int limit, CancellationToken cancellationToken)
        => await TableFaults.PassingAsync(
            async () =>
            {
                var page = await IndexPage.ReadAsync(tables.DeadLetters, DeskQuery.Before(before), cursor, limit, DeadLetterRows.ListColumns, cancellationToken);
                var ended = 0;
                foreach (var row in page.Rows)
                {
                    var letter = DeadLetterRows.Read(row);
                    if ((LetterExpiry.EndsWhole(letter) || letter.ErasedAt is null) && await EndAsync(letter, at, cancellationToken))
                    {
                        ended++;
                    }
                }

                return new ExpiryPage(ended, page.Continuation);
            },
            cancellationToken);

    /// <returns>False when the letter was decided on since it was listed: the next sweep finds it again.</returns>
    private async Task<bool> EndAsync(DeadLetter listed, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (await desk.FindAsync(listed.Id, cancellationToken) is not { } entity || DeadLetterRows.Read(entity) is not { } letter || letter.Status != listed.Status)
        {
            return false;
        }

        if (!await RemoveAsync(entity, letter, at, cancellationToken))
        {
            return false;
        }

        foreach (var blob in DeadLetterRows.BodiesOf(entity).Blobs)
        {
            if (letter.OrderId is not { } order || !await references.IsUsedAsync(new OrderKey(letter.Provider, order), blob, cancellationToken))
            {
                await archive.DeleteAllAsync(blob, cancellationToken);
            }
        }

        return true;
    }

    private async Task<bool> RemoveAsync(TableEntity entity, DeadLetter letter, DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (!LetterExpiry.EndsWhole(letter))
        {
            return await desk.ReplaceAsync(entity, letter with { ErasedAt = letter.ErasedAt ?? at }, LetterBodies.None, cancellationToken);
        }

        try
        {
            await tables.DeadLetters.DeleteEntityAsync(entity.PartitionKey, entity.RowKey, entity.ETag, cancellationToken);
        }
        catch (RequestFailedException changed) when (changed.Status == 412)
        {
            return false;
        }

        // What led to it: neither harms alone, and each would stay for ever.
        if (letter.OrderId is { } order)
        {
            await tables.DeadLetters.DeleteEntityAsync(DeadLetterRows.OrderPartition(letter.Provider, order), entity.RowKey, cancellationToken: cancellationToken);
        }

        if (DeadLetterRows.IsLimited(entity))
        {
            await tables.DeadLetters.DeleteEntityAsync(DeadLetterRows.LimitedPartition(letter.Reason), DeadLetterRows.PlaceOf(letter), cancellationToken: cancellationToken);
        }

        return true;
    }
}
