using OrderRelay.Core.Ports;
using OrderRelay.Local.Sqlite;

namespace OrderRelay.Local.Hosting;

/// <summary>The ports of the pipeline, kept in one data folder.</summary>
internal static class SqliteServices
{
    public static IServiceCollection AddSqlite(this IServiceCollection services, DataFolder folder) => services
        .AddSingleton(provider => SqliteEventQueue.Open(folder, new SqliteQueueOptions(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<IEventQueue>(static provider => provider.GetRequiredService<SqliteEventQueue>())
        .AddSingleton<IQueueReceiver>(static provider => provider.GetRequiredService<SqliteEventQueue>())
        .AddSingleton<IQueueDepthSource>(static provider => provider.GetRequiredService<SqliteEventQueue>())
        .AddSingleton(provider => SqliteOrderStore.Open(folder))
        .AddSingleton<IOrderStore>(static provider => provider.GetRequiredService<SqliteOrderStore>())
        .AddSingleton<IOrderQueries>(static provider => provider.GetRequiredService<SqliteOrderStore>())
        .AddSingleton<ISilentOrders>(static provider => provider.GetRequiredService<SqliteOrderStore>())
        .AddSingleton(provider => SqliteDeadLetterStore.Open(folder))
        .AddSingleton<IDeadLetterStore>(static provider => provider.GetRequiredService<SqliteDeadLetterStore>())
        .AddSingleton<IHostProbe, SqliteProbe>();
}
