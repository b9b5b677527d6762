using Azure.Data.Tables;

namespace OrderRelay.Functions.Tables;

/// <summary>The tables that the adapters share, by the names that the infrastructure creates.</summary>
public sealed record OrderTables(
    TableClient Orders, TableClient Index, TableClient References, TableClient DeadLetters, TableClient Notifications, TableClient Audit, TableClient Jobs)
{
    public const string OrdersName = "orders";
    public const string IndexName = "orderindex";
    public const string ReferencesName = "orderrefs";
    public const string DeadLettersName = "deadletters";
    public const string NotificationsName = "notifications";
    public const string AuditName = "audit";
    public const string JobsName = "jobs";

    /// <summary>Every name, as the infrastructure lists them.</summary>
    public static IReadOnlyList<string> Names { get; } = [OrdersName, IndexName, ReferencesName, DeadLettersName, NotificationsName, AuditName, JobsName];

    /// <param name="service">Where the tables are.</param>
    /// <param name="prefix">Before each name; for several sets of tables in one account.</param>
    public static OrderTables Of(TableServiceClient service, string prefix = "") => new(
        service.GetTableClient(prefix + OrdersName),
        service.GetTableClient(prefix + IndexName),
        service.GetTableClient(prefix + ReferencesName),
        service.GetTableClient(prefix + DeadLettersName),
        service.GetTableClient(prefix + NotificationsName),
        service.GetTableClient(prefix + AuditName),
        service.GetTableClient(prefix + JobsName));

    /// <summary>For local storage, where no infrastructure created them.</summary>
    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        foreach (var table in (TableClient[])[Orders, Index, References, DeadLetters, Notifications, Audit, Jobs])
        {
            await table.CreateIfNotExistsAsync(cancellationToken);
        }
    }
}
