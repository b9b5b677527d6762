using Azure.Data.Tables;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using OrderRelay.Functions.Blobs;

namespace OrderRelay.Functions.Tables;

/// <summary>The desk in Table Storage. Letters are few: lists and counts read ranges of them.</summary>
public sealed class TableDeadLetterStore(OrderTables tables, IBodyArchive archive) : IDeadLetterStore
{
    private readonly DeskTable desk = new(tables.DeadLetters, archive);
    private readonly DeskQuarantine quarantine = new(tables.DeadLetters, archive);

    public async ValueTask AddAsync(DeadLetter letter, CancellationToken cancellationToken)
        => await TableFaults.PassingAsync(() => desk.AddAsync(letter, limited: false, cancellationToken), cancellationToken);

    public async ValueTask<bool> AddWithinAsync(DeadLetter letter, QuarantineLimits limits, CancellationToken cancellationToken)
        => await TableFaults.PassingAsync(() => quarantine.AddAsync(letter, limits, cancellationToken), cancellationToken);

    public async ValueTask<DeadLetter?> GetAsync(string id, CancellationToken cancellationToken)
        => await TableFaults.PassingAsync(
            async () =>
            {
                if (await desk.FindAsync(id, cancellationToken) is not { } entity)
                {
                    return null;
                }

                var bodies = DeadLetterRows.BodiesOf(entity);
                return DeadLetterRows.Read(entity) with
                {
                    Body = bodies.BodyBlob is { } body ? await archive.GetAsync(body, cancellationToken) : bodies.Body,
                    OriginalBody = bodies.OriginalBlob is { } original ? await archive.GetAsync(original, cancellationToken) : bodies.Original,
                };
            },
            cancellationToken);

    public async ValueTask<DeadLetterPage> ListAsync(DeadLetterFilter filter, string? cursor, int limit, CancellationToken cancellationToken)
        => await TableFaults.PassingAsync(
            async () =>
            {
                var rows = new NewestFirst(tables.DeadLetters, DeskQuery.Of(filter), DeadLetterRows.ListColumns);
                var (letters, next) = await rows.ReadAsync(
                    cursor, limit, sparse: false, static some => Task.FromResult<IReadOnlyList<DeadLetter?>>([.. some.Select(DeadLetterRows.Read)]), cancellationToken);
                return new DeadLetterPage(letters, next);
            },
            cancellationToken);

    public async ValueTask<bool> MarkAsync(string id, DeadLetterStatus expected, DeadLetter updated, CancellationToken cancellationToken)
        => await TableFaults.PassingAsync(
            async () =>
            {
                if (await FindAsync(id, expected, cancellationToken) is not { } entity)
                {
                    return false;
                }

                // Whoever marks it read it before: an erasure in between stays known.
                var letter = updated with { ErasedAt = DeadLetterRows.Read(entity).ErasedAt ?? updated.ErasedAt };
                return await desk.ReplaceAsync(entity, letter, DeadLetterRows.BodiesOf(entity), cancellationToken);
            },
            cancellationToken);

    public async ValueTask<bool> EditAsync(string id, DeadLetterStatus expected, DeadLetter edited, CancellationToken cancellationToken)
        => await TableFaults.PassingAsync(
            async () =>
            {
                var body = edited.Body ?? throw new ArgumentException("an edit has a body", nameof(edited));
                if (await FindAsync(id, expected, cancellationToken) is not { } entity || DeadLetterRows.BodiesOf(entity) is not { IsErased: false } bodies)
                {
                    return false;
                }

                return await desk.ReplaceAsync(entity, edited, bodies.Edited(body, await desk.ArchiveAsync(edited, cancellationToken)), cancellationToken);
            },
            cancellationToken);

    public ValueTask<IReadOnlyDictionary<DeadLetterStatus, long>> CountAsync(CancellationToken cancellationToken) => CountAsync(new(), cancellationToken);

    public async ValueTask<IReadOnlyDictionary<DeadLetterStatus, long>> CountAsync(DeadLetterFilter filter, CancellationToken cancellationToken)
        => await TableFaults.PassingAsync<IReadOnlyDictionary<DeadLetterStatus, long>>(
            async () =>
            {
                var counts = new Dictionary<DeadLetterStatus, long>();
                await foreach (var row in tables.DeadLetters.QueryAsync<TableEntity>(DeskQuery.Of(filter), select: ["Status"], cancellationToken: cancellationToken))
                {
                    var status = Enum.Parse<DeadLetterStatus>(row.GetString("Status"));
                    counts[status] = counts.GetValueOrDefault(status) + 1;
                }

                return counts;
            },
            cancellationToken);

    public async ValueTask<IReadOnlyList<DeadLetterGroup>> GroupAsync(DeadLetterFilter filter, CancellationToken cancellationToken)
        => await TableFaults.PassingAsync(
            async () =>
            {
                var groups = new LetterGroups();
                await foreach (var row in tables.DeadLetters.QueryAsync<TableEntity>(DeskQuery.Of(filter), select: DeadLetterRows.ListColumns, cancellationToken: cancellationToken))
                {
                    groups.Add(DeadLetterRows.Read(row));
                }

                return groups.Largest();
            },
            cancellationToken);

    public async ValueTask EraseAsync(string provider, string orderId, DateTimeOffset at, CancellationToken cancellationToken)
        => await TableFaults.PassingAsync(
            async () =>
            {
                var filter = TableClient.CreateQueryFilter($"PartitionKey eq {DeadLetterRows.OrderPartition(provider, orderId)}");
                await foreach (var pointer in tables.DeadLetters.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
                {
                    await desk.EraseAsync(pointer.GetString("Id"), at, cancellationToken);
                }

                await archive.DeleteAllAsync(BodyName.PrefixOf(provider, orderId), cancellationToken);
                return true;
            },
            cancellationToken);

    private async Task<TableEntity?> FindAsync(string id, DeadLetterStatus expected, CancellationToken cancellationToken)
        => await desk.FindAsync(id, cancellationToken) is { } entity && DeadLetterRows.Read(entity).Status == expected ? entity : null;
}
