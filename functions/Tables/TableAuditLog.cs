using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;

namespace OrderRelay.Functions.Tables;

/// <summary>The audit in Table Storage: one partition, the newest first. Operators do little; nothing here grows fast.</summary>
public sealed class TableAuditLog(OrderTables tables) : IAuditLog
{
    private const string Partition = "audit";
    private const string EntryName = "Entry";

    public async ValueTask AppendAsync(AuditEntry entry, CancellationToken cancellationToken)
        => await TableFaults.PassingAsync(
            async () =>
            {
                var entity = new TableEntity(Partition, TableKey.Reverse(TableKey.Escape(entry.Id))) { ["Action"] = entry.Action.ToString(), ["Who"] = entry.Who };
                EntityBytes.Write(entity, EntryName, JsonSerializer.SerializeToUtf8Bytes(entry, TableJsonContext.Default.AuditEntry));
                try
                {
                    await tables.Audit.AddEntityAsync(entity, cancellationToken);
                    return true;
                }
                catch (RequestFailedException known) when (known.ErrorCode == TableErrorCode.EntityAlreadyExists)
                {
                    return false;
                }
            },
            cancellationToken);

    public async ValueTask<AuditPage> ListAsync(AuditAction? action, string? cursor, int limit, CancellationToken cancellationToken)
        => await TableFaults.PassingAsync(
            async () =>
            {
                var query = TableClient.CreateQueryFilter($"PartitionKey eq {Partition}");
                var rows = new NewestFirst(tables.Audit, action is { } wanted ? $"{query} and {TableClient.CreateQueryFilter($"Action eq {wanted.ToString()}")}" : query, columns: null);
                var (entries, next) = await rows.ReadAsync(
                    cursor, limit, sparse: false, static some => Task.FromResult<IReadOnlyList<AuditEntry?>>([.. some.Select(Read)]), cancellationToken);
                return new AuditPage(entries, next);
            },
            cancellationToken);

    private static AuditEntry Read(TableEntity entity)
        => JsonSerializer.Deserialize(EntityBytes.Read(entity, EntryName), TableJsonContext.Default.AuditEntry)
            ?? throw new InvalidDataException($"row {entity.RowKey} holds no entry");
}
