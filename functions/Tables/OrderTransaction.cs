using Azure;
using Azure.Data.Tables;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;
using OrderRelay.Functions.Blobs;

namespace OrderRelay.Functions.Tables;

/// <summary>
/// One order's change as an entity group transaction: event rows first, so that a known event is what the service complains
/// of, and the state row last, guarded by its ETag. A change that is beyond the service's limits is refused whole: half
/// of it would be a state without its events.
/// </summary>
internal sealed class OrderTransaction
{
    public const int MaxActions = 100;

    /// <summary>Replaced rows of one transaction: the state's own is one more, and a large order's rows still fit a request.</summary>
    private const int MaxReplaced = 64;

    /// <summary>An entity may have 1 MiB; the rest is room for its keys and columns.</summary>
    private const int MaxEntityBytes = (1024 - 16) * 1024;

    /// <summary>A request may have 4 MiB, where binary travels as base64 and every action brings its own headers.</summary>
    private const int MaxRequestBytes = (4 * 1024 * 1024) - (64 * 1024);

    private const int ActionOverhead = 1536;

    /// <summary>Bodies above this size lie in a blob.</summary>
    private const int MaxInlineRaw = 512 * 1024;

    private readonly List<TableTransactionAction> actions = [];
    private readonly List<(string Name, ReadOnlyMemory<byte> Body)> blobs = [];
    private long requestBytes;

    private OrderTransaction()
    {
    }

    public IReadOnlyList<TableTransactionAction> Actions => actions;

    /// <summary>Bodies to store before the transaction: their names stem from their bytes, so one left over does no harm.</summary>
    public IReadOnlyList<(string Name, ReadOnlyMemory<byte> Body)> Blobs => blobs;

    /// <summary>Null when the change does not fit into one transaction.</summary>
    public static OrderTransaction? Of(OrderChange change, OrderVersion? version)
    {
        var transaction = new OrderTransaction();
        if (change.Insert.Count + change.Touch.Count + change.Replace.Count + 1 > MaxActions || !transaction.TryInsert(change) || !transaction.TryReplace(change.Replace))
        {
            return null;
        }

        foreach (var row in change.Touch)
        {
            transaction.Add(new(TableTransactionActionType.UpdateMerge, OrderRows.OfArrival(row), ETag.All), 1024);
        }

        return transaction.TrySetState(change, version) && transaction.requestBytes <= MaxRequestBytes ? transaction : null;
    }

    /// <summary>
    /// The first of more replacements than one transaction takes, guarded by the order's version, whose state stays as it is.
    /// Cut off in between, an order holds some rows of the new mapping under a state of the old: replacing them again goes on.
    /// </summary>
    /// <returns>The transaction and what is left to do; null when everything fits into one, or nothing can.</returns>
    public static (OrderTransaction Transaction, OrderChange Left)? Leading(OrderChange change, OrderVersion version)
    {
        if (change.Replace.Count <= MaxReplaced)
        {
            return null;
        }

        var transaction = new OrderTransaction();
        if (!transaction.TryReplace([.. change.Replace.Take(MaxReplaced)]))
        {
            return null;
        }

        transaction.Add(new(TableTransactionActionType.UpdateMerge, OrderRows.OfGuard(change.State), version.ETag), 0);
        return transaction.requestBytes <= MaxRequestBytes ? (transaction, change with { Replace = [.. change.Replace.Skip(MaxReplaced)] }) : null;
    }

    private bool TryReplace(IReadOnlyList<EventRow> rows)
    {
        foreach (var row in rows)
        {
            var json = OrderJson.Write(row.Event);
            if (EntityBytes.StoredSize(json.Length) > MaxEntityBytes)
            {
                return false;
            }

            Add(new(TableTransactionActionType.UpdateMerge, OrderRows.OfMapping(row, json), ETag.All), json.Length);
        }

        return true;
    }

    private bool TryInsert(OrderChange change)
    {
        // Bodies stay in their rows as long as half a request holds them; from there on they go to blobs.
        var inlineBudget = MaxRequestBytes / 2;
        foreach (var row in change.Insert)
        {
            var json = OrderJson.Write(row.Event);
            var rawLength = row.Raw?.Length ?? 0;
            var inline = rawLength <= MaxInlineRaw && Wire(rawLength) <= inlineBudget
                && EntityBytes.StoredSize(json.Length) + EntityBytes.StoredSize(rawLength) <= MaxEntityBytes;
            if (EntityBytes.StoredSize(json.Length) > MaxEntityBytes)
            {
                return false;
            }

            inlineBudget -= inline ? Wire(rawLength) : 0;
            var blob = inline || row.Raw is not { } raw ? null : Archive(row.Event.Order, raw);
            Add(new(TableTransactionActionType.Add, OrderRows.OfEvent(row, json, blob)), json.Length + (inline ? rawLength : 0));
        }

        return true;
    }

    private string Archive(OrderKey order, ReadOnlyMemory<byte> raw)
    {
        var name = BodyName.Of(order.Provider, order.OrderId, raw.Span);
        blobs.Add((name, raw));
        return name;
    }

    private bool TrySetState(OrderChange change, OrderVersion? version)
    {
        var json = OrderJson.Write(change.State);
        var entity = OrderRows.OfState(change.State, json, change.ErasedAt);
        Add(version is null
            ? new(TableTransactionActionType.Add, entity)
            : new(TableTransactionActionType.UpdateReplace, entity, version.ETag), json.Length);
        return EntityBytes.StoredSize(json.Length) <= MaxEntityBytes;
    }

    private void Add(TableTransactionAction action, int binaryLength)
    {
        actions.Add(action);
        requestBytes += Wire(binaryLength) + ActionOverhead;
    }

    private static int Wire(int length) => (length / 3 * 4) + 4;
}
