using Azure.Core;
using Azure.Data.Tables;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OrderRelay.Core.Ports;
using OrderRelay.Functions.Blobs;
using OrderRelay.Functions.Tables;

namespace OrderRelay.Functions.Hosting;

/// <summary>
/// The stores: by identity where <c>TableEndpoint</c> and <c>BlobEndpoint</c> say where they are, by connection string
/// (<c>TableConnection</c>, or <c>AzureWebJobsStorage</c>) on a developer's machine.
/// </summary>
internal static class StorageServices
{
    public static IServiceCollection AddStorage(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(provider => OrderTables.Of(TablesOf(configuration, provider)))
        .AddSingleton(provider => BodiesOf(configuration, provider))
        .AddSingleton<IBodyArchive>(static provider => provider.GetRequiredService<BlobBodyArchive>())
        .AddSingleton<TableOrderStore>()
        .AddSingleton<StallWatch>()
        .AddSingleton<IOrderStore>(static provider => provider.GetRequiredService<TableOrderStore>())
        .AddSingleton<IOrderQueries, TableOrderQueries>()
        .AddSingleton<ISilentOrders, TableSilentOrders>()
        .AddSingleton<IDeadLetterStore, TableDeadLetterStore>()
        .AddSingleton<INotificationLog, TableNotificationLog>()
        .AddSingleton<IOrderExpiry, TableOrderExpiry>()
        .AddSingleton<IDeadLetterExpiry, TableDeadLetterExpiry>()
        .AddSingleton<INotificationExpiry, TableNotificationExpiry>()
        .AddSingleton<RetentionSweep>()
        .AddSingleton<IJobStore, TableJobStore>()
        .AddSingleton<IAuditLog, TableAuditLog>()
        .AddHostedService<LocalStorage>();

    /// <summary>Null where identities are used: what infrastructure made needs no connection string.</summary>
    public static string? ConnectionStringOf(IConfiguration configuration) => configuration["TableEndpoint"] is { Length: > 0 }
        ? null
        : configuration["TableConnection"] ?? configuration["AzureWebJobsStorage"]
            ?? throw new InvalidOperationException("set TableEndpoint and BlobEndpoint (Azure), or TableConnection (local storage)");

    private static TableServiceClient TablesOf(IConfiguration configuration, IServiceProvider provider)
        => ConnectionStringOf(configuration) is { } connection
            ? new TableServiceClient(connection)
            : new TableServiceClient(new Uri(configuration["TableEndpoint"]!), provider.GetRequiredService<TokenCredential>());

    private static BlobBodyArchive BodiesOf(IConfiguration configuration, IServiceProvider provider)
    {
        var time = provider.GetRequiredService<TimeProvider>();
        return ConnectionStringOf(configuration) is { } connection
            ? BlobBodyArchive.WithConnectionString(connection, BlobBodyArchive.ContainerName, time)
            : BlobBodyArchive.WithIdentity(
                new($"{configuration["BlobEndpoint"]?.TrimEnd('/')}/{BlobBodyArchive.ContainerName}"), provider.GetRequiredService<TokenCredential>(), time);
    }
}
