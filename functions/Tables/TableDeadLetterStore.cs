using Azure;
using Azure.Data.Tables;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using OrderRelay.Functions.Blobs;

namespace OrderRelay.Functions.Tables;

/// <summary>The desk in Table Storage. Letters are few: lists and counts read ranges of them.</summary>
public sealed class TableDeadLetterStore(OrderTables tables, IBodyArchive archive) : IDeadLetterStore
{
    private const int MaxInlineBody = 512 * 1024;

    public async ValueTask AddAsync(DeadLetter letter, CancellationToken cancellationToken)
        => await TableFaults.PassingAsync(
            async () =>
            {
                if (letter.OrderId is { } orderId)
                {
                    // The pointer first: one that leads nowhere does no harm, a letter that no erasure finds does.
                    var pointer = new TableEntity(DeadLetterRows.OrderPartition(letter.Provider, orderId), DeadLetterRows.KeysOf(letter.Id).Row) { ["Id"] = letter.Id };
                    await tables.DeadLetters.UpsertEntityAsync(pointer, TableUpdateMode.Replace, cancellationToken);
                }

                var blob = letter.Body is { Length: > MaxInlineBody } body ? BodyName.Of(letter.Provider, letter.OrderId, body.Span) : null;
                if (blob is not null)
                {
                    await archive.PutAsync(blob, letter.Body!.Value, cancellationToken);
                }

                await AddIfNewAsync(DeadLetterRows.OfLetter(letter, letter.Body, blob), cancellationToken);
                return true;
            },
            cancellationToken);

    public async ValueTask<DeadLetter?> GetAsync(string id, CancellationToken cancellationToken)
        => await TableFaults.PassingAsync(
            async () =>
            {
                if (await FindAsync(id, cancellationToken) is not { } entity)
                {
                    return null;
                }

                var letter = DeadLetterRows.Read(entity);
                return DeadLetterRows.BlobOf(entity) is { } blob ? letter with { Body = await archive.GetAsync(blob, cancellationToken) } : letter;
            },
            cancellationToken);

    public async ValueTask<DeadLetterPage> ListAsync(DeadLetterFilter filter, string? cursor, int limit, CancellationToken cancellationToken)
        => await TableFaults.PassingAsync(
            async () =>
            {
                var rows = new NewestFirst(tables.DeadLetters, QueryOf(filter), DeadLetterRows.ListColumns);
                var (letters, next) = await rows.ReadAsync(
                    cursor, limit, sparse: false, static some => Task.FromResult<IReadOnlyList<DeadLetter?>>([.. some.Select(DeadLetterRows.ReadWithoutBody)]), cancellationToken);
                return new DeadLetterPage(letters, next);
            },
            cancellationToken);

    public async ValueTask<bool> MarkAsync(string id, DeadLetterStatus expected, DeadLetter updated, CancellationToken cancellationToken)
        => await TableFaults.PassingAsync(
            async () => await FindAsync(id, cancellationToken) is { } entity
                && DeadLetterRows.ReadWithoutBody(entity).Status == expected
                && await ReplaceAsync(entity, updated, DeadLetterRows.Read(entity).Body, DeadLetterRows.BlobOf(entity), cancellationToken),
            cancellationToken);

    public async ValueTask<IReadOnlyDictionary<DeadLetterStatus, long>> CountAsync(CancellationToken cancellationToken)
        => await TableFaults.PassingAsync<IReadOnlyDictionary<DeadLetterStatus, long>>(
            async () =>
            {
                var counts = new Dictionary<DeadLetterStatus, long>();
                await foreach (var row in tables.DeadLetters.QueryAsync<TableEntity>(QueryOf(new()), select: ["Status"], cancellationToken: cancellationToken))
                {
                    var status = Enum.Parse<DeadLetterStatus>(row.GetString("Status"));
                    counts[status] = counts.GetValueOrDefault(status) + 1;
                }

                return counts;
            },
            cancellationToken);

    public async ValueTask EraseAsync(string provider, string orderId, DateTimeOffset at, CancellationToken cancellationToken)
        => await TableFaults.PassingAsync(
            async () =>
            {
                var filter = TableClient.CreateQueryFilter($"PartitionKey eq {DeadLetterRows.OrderPartition(provider, orderId)}");
                await foreach (var pointer in tables.DeadLetters.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
                {
                    while (await FindAsync(pointer.GetString("Id"), cancellationToken) is { } entity
                        && !await ReplaceAsync(entity, DeadLetterRows.ReadWithoutBody(entity) with { ErasedAt = at }, body: null, blob: null, cancellationToken))
                    {
                        // Somebody marked it in between: read it again.
                    }
                }

                await archive.DeleteAllAsync(BodyName.PrefixOf(provider, orderId), cancellationToken);
                return true;
            },
            cancellationToken);

    private async Task AddIfNewAsync(TableEntity entity, CancellationToken cancellationToken)
    {
        try
        {
            await tables.DeadLetters.AddEntityAsync(entity, cancellationToken);
        }
        catch (RequestFailedException known) when (known.Status == 409)
        {
            // Collected before: the letter may have been decided on since, and is left as it is.
        }
    }

    private async Task<bool> ReplaceAsync(TableEntity entity, DeadLetter letter, ReadOnlyMemory<byte>? body, string? blob, CancellationToken cancellationToken)
    {
        try
        {
            await tables.DeadLetters.UpdateEntityAsync(DeadLetterRows.OfLetter(letter, body, blob), entity.ETag, TableUpdateMode.Replace, cancellationToken);
            return true;
        }
        catch (RequestFailedException changed) when (changed.Status is 404 or 412)
        {
            return false;
        }
    }

    private async Task<TableEntity?> FindAsync(string id, CancellationToken cancellationToken)
    {
        var keys = DeadLetterRows.KeysOf(id);
        var found = await tables.DeadLetters.GetEntityIfExistsAsync<TableEntity>(keys.Partition, keys.Row, cancellationToken: cancellationToken);
        return found.HasValue ? found.Value : null;
    }

    private static string QueryOf(DeadLetterFilter filter)
    {
        // Rows lie by when their message was received, which says little about when it died: no bound on the day.
        List<string> conditions = [TableClient.CreateQueryFilter($"PartitionKey lt {DeadLetterRows.PastLetters}")];
        if (filter.Since is { } since)
        {
            conditions.Add(TableClient.CreateQueryFilter($"DeadAt ge {OrderRows.Storable(since)}"));
        }

        if (filter.Reason is { } reason)
        {
            conditions.Add(TableClient.CreateQueryFilter($"Reason eq {reason.ToString()}"));
        }

        if (filter.Provider is { } provider)
        {
            conditions.Add(TableClient.CreateQueryFilter($"Provider eq {provider}"));
        }

        if (filter.Status is { } status)
        {
            conditions.Add(TableClient.CreateQueryFilter($"Status eq {status.ToString()}"));
        }

        return string.Join(" and ", conditions);
    }
}
