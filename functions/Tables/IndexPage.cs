using Azure;
using Azure.Data.Tables;
using OrderRelay.Core.Ports;

namespace OrderRelay.Functions.Tables;

/// <summary>One page of index rows as the service cut it, with the service's own continuation.</summary>
internal sealed record IndexPage(IReadOnlyList<TableEntity> Rows, string? Continuation)
{
    public static async Task<IndexPage> ReadAsync(TableClient table, string filter, string? continuation, int size, IEnumerable<string>? columns, CancellationToken cancellationToken)
    {
        try
        {
            var pages = table.QueryAsync<TableEntity>(filter, size, columns, cancellationToken).AsPages(continuation, size);
            await foreach (var page in pages)
            {
                return new(page.Values, page.ContinuationToken);
            }
        }
        catch (RequestFailedException refused) when (refused.Status == 400 && continuation is not null)
        {
            throw new InvalidCursorException("this cursor was not given by an earlier answer; start again without one", refused);
        }

        return new([], null);
    }

    public static IndexEntry EntryOf(TableEntity row)
        => IndexEntry.Read(row.GetString("Entry")) ?? throw new InvalidDataException($"index row {row.RowKey} holds no entry");
}
