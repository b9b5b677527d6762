using OrderRelay.Local.Hosting;

namespace OrderRelay.Local.Sqlite.Backup;

/// <summary>
/// Every database file of a data folder, in the order in which a backup copies them. An event goes from the queue into an order or
/// onto the desk, never back without staying there; so with the queues copied first, what has left a queue's copy is in a later
/// one. What is in both is a duplicate, which changes nothing.
/// </summary>
internal static class StoredFiles
{
    /// <summary>Those that have a journal beside them.</summary>
    public static IReadOnlyList<DatabaseDefinition> Queues { get; } =
    [
        QueueSchema.In(new SqliteQueueOptions().FileName),
        QueueSchema.In(SqliteServices.NotificationsQueue.FileName),
    ];

    public static IReadOnlyList<DatabaseDefinition> InOrder { get; } =
    [
        .. Queues,
        OperationsSchema.Definition,
        DeskSchema.Definition,
        NotificationSchema.Definition,
        OrderSchema.Definition,
    ];

    /// <summary>Whose a file of a backup is, and the newest version of it that is known.</summary>
    /// <returns>Null when none of this version's is called so.</returns>
    public static long? VersionOf(string name)
    {
        if (InOrder.FirstOrDefault(definition => definition.FileName == name) is { } definition)
        {
            return definition.Version;
        }

        return name == Path.GetFileName(name) && Queues.Any(queue => JournalNames.NumberOf(name, queue.FileName) > 0) ? JournalHeader.Version : null;
    }
}
