using OrderRelay.Core.Notifications;
using OrderRelay.Core.Ports;
using OrderRelay.Local.Sqlite;

namespace OrderRelay.Local.Hosting;

/// <summary>The ports of the pipeline, kept in one data folder.</summary>
internal static class SqliteServices
{
    /// <summary>Notifications are few and small. How often one is tried is counted in their log: waiting for its hour is no
    /// attempt, though the queue counts it as a delivery.</summary>
    public static SqliteQueueOptions NotificationsQueue { get; } = new()
    {
        FileName = "notifications-queue.db",
        MaxDeliveryCount = int.MaxValue,
        DuplicateWindowCount = 50_000,
        CacheBytes = 8L << 20,
        JournalFileBytes = 1L << 20,
        WalLimitBytes = 4L << 20,
    };

    /// <param name="services">Take them.</param>
    /// <param name="folder">The data folder.</param>
    /// <param name="acceptLoss">Starts though the orders lack events that they had.</param>
    public static IServiceCollection AddSqlite(this IServiceCollection services, DataFolder folder, bool acceptLoss = false) => services
        .AddSingleton(provider => OpenQueue(folder, acceptLoss, provider))
        .AddSingleton<IEventQueue>(static provider => provider.GetRequiredService<SqliteEventQueue>())
        .AddSingleton<IQueueReceiver>(static provider => provider.GetRequiredService<SqliteEventQueue>())
        .AddSingleton(static provider => new LaneTurns(() => provider.GetRequiredService<SqliteEventQueue>().EnqueuedTogether, provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<IQueueDepthSource>(static provider => provider.GetRequiredService<SqliteEventQueue>())
        .AddKeyedSingleton(NotificationMessages.QueueName, (provider, _) => SqliteEventQueue.Open(folder, NotificationsQueue, provider.GetRequiredService<TimeProvider>()))
        .AddKeyedSingleton<IEventQueue>(NotificationMessages.QueueName, static (provider, key) => provider.GetRequiredKeyedService<SqliteEventQueue>(key))
        .AddKeyedSingleton<IQueueReceiver>(NotificationMessages.QueueName, static (provider, key) => provider.GetRequiredKeyedService<SqliteEventQueue>(key))
        .AddSingleton<IPassingCopies>(static provider => new QueueLogs(
            [provider.GetRequiredService<SqliteEventQueue>(), provider.GetRequiredKeyedService<SqliteEventQueue>(NotificationMessages.QueueName)]))
        .AddSingleton(provider => SqliteNotificationLog.Open(folder))
        .AddSingleton<INotificationLog>(static provider => provider.GetRequiredService<SqliteNotificationLog>())
        .AddSingleton(provider => SqliteOrderStore.Open(folder))
        .AddSingleton<IOrderStore>(static provider => provider.GetRequiredService<SqliteOrderStore>())
        .AddSingleton<IOrderQueries>(static provider => provider.GetRequiredService<SqliteOrderStore>())
        .AddSingleton<ISilentOrders>(static provider => provider.GetRequiredService<SqliteOrderStore>())
        .AddSingleton<IOrderExpiry>(static provider => provider.GetRequiredService<SqliteOrderStore>())
        .AddSingleton(provider => SqliteDeadLetterStore.Open(folder))
        .AddSingleton<IDeadLetterStore>(static provider => provider.GetRequiredService<SqliteDeadLetterStore>())
        .AddSingleton<IDeadLetterExpiry>(static provider => provider.GetRequiredService<SqliteDeadLetterStore>())
        .AddSingleton<INotificationExpiry>(static provider => provider.GetRequiredService<SqliteNotificationLog>())
        .AddSingleton(provider => SqliteOperationsStore.Open(folder))
        .AddSingleton<IJobStore>(static provider => provider.GetRequiredService<SqliteOperationsStore>())
        .AddSingleton<IAuditLog>(static provider => provider.GetRequiredService<SqliteOperationsStore>())
        .AddSingleton<IHostProbe, SqliteProbe>();

    private static SqliteEventQueue OpenQueue(DataFolder folder, bool acceptLoss, IServiceProvider provider)
    {
        var mark = new ProjectedMark(provider.GetRequiredService<SqliteOrderStore>().Synced, acceptLoss);
        var queue = SqliteEventQueue.Open(folder, new SqliteQueueOptions(), provider.GetRequiredService<TimeProvider>(), mark);
        if (mark.Lost > 0)
        {
            provider.GetRequiredService<ILogger<SqliteEventQueue>>().LossAccepted(mark.Lost);
        }

        return queue;
    }
}
