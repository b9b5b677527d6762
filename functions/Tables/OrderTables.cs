using Azure.Data.Tables;

namespace OrderRelay.Functions.Tables;

/// <summary>The tables that the adapters share, by the names that the infrastructure creates.</summary>
public sealed record OrderTables(TableClient Orders, TableClient Index, TableClient References, TableClient DeadLetters)
{
    public const string OrdersName = "orders";
    public const string IndexName = "orderindex";
    public const string ReferencesName = "orderrefs";
    public const string DeadLettersName = "deadletters";

    public static OrderTables Of(TableServiceClient service) => new(
        service.GetTableClient(OrdersName),
        service.GetTableClient(IndexName),
        service.GetTableClient(ReferencesName),
        service.GetTableClient(DeadLettersName));

    /// <summary>For local storage, where no infrastructure created them.</summary>
    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        await Orders.CreateIfNotExistsAsync(cancellationToken);
        await Index.CreateIfNotExistsAsync(cancellationToken);
        await References.CreateIfNotExistsAsync(cancellationToken);
        await DeadLetters.CreateIfNotExistsAsync(cancellationToken);
    }
}
