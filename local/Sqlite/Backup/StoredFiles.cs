using OrderRelay.Local.Hosting;

namespace OrderRelay.Local.Sqlite.Backup;

/// <summary>
/// Every database file of a data folder, in the order in which a backup copies them. An event goes from the queue into an order or
/// onto the desk, never back without staying there; so with the queues copied first, what has left a queue's copy is in a later
/// one. What is in both is a duplicate, which changes nothing.
/// </summary>
internal static class StoredFiles
{
    public static IReadOnlyList<DatabaseDefinition> InOrder { get; } =
    [
        QueueSchema.In(new SqliteQueueOptions().FileName),
        QueueSchema.In(SqliteServices.NotificationsQueue.FileName),
        OperationsSchema.Definition,
        DeskSchema.Definition,
        NotificationSchema.Definition,
        OrderSchema.Definition,
    ];
}
