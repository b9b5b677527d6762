using System.Globalization;
using Azure.Data.Tables;
using OrderRelay.Functions.Blobs;
using OrderRelay.Functions.Tables;

namespace OrderRelay.Functions.Tests.Storage;

/// <summary>Tables and a container of one test's own, with a count of what is asked of them.</summary>
internal sealed class TestStorage
{
    private static int last;

    private TestStorage(OrderTables tables, BlobBodyArchive archive, RequestCounter requests)
    {
        Tables = tables;
        Archive = archive;
        Requests = requests;
        Orders = new(tables, archive);
        Queries = new(tables, archive, Orders);
        DeadLetters = new(tables, archive);
        Notifications = new(tables);
        Jobs = new(tables);
        Audit = new(tables);
    }

    public OrderTables Tables { get; }

    public BlobBodyArchive Archive { get; }

    public RequestCounter Requests { get; }

    public TableOrderStore Orders { get; }

    public TableOrderQueries Queries { get; }

    public TableDeadLetterStore DeadLetters { get; }

    public TableNotificationLog Notifications { get; }

    public TableJobStore Jobs { get; }

    public TableAuditLog Audit { get; }

    public static async Task<TestStorage> CreateAsync()
    {
        var azurite = await Azurite.SharedAsync();
        var requests = new RequestCounter();
        var options = new TableClientOptions();
        options.AddPolicy(requests, Azure.Core.HttpPipelinePosition.PerCall);
        var service = new TableServiceClient(azurite.ConnectionString, options);
        var name = string.Create(CultureInfo.InvariantCulture, $"t{Interlocked.Increment(ref last)}");
        var tables = OrderTables.Of(service, name);
        await tables.CreateAsync(CancellationToken.None);
        var archive = BlobBodyArchive.WithConnectionString(azurite.ConnectionString, $"bodies-{name}", TimeProvider.System);
        await archive.CreateAsync(CancellationToken.None);
        requests.Reset();
        return new(tables, archive, requests);
    }
}
