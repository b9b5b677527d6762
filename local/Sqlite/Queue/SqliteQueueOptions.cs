namespace OrderRelay.Local.Sqlite;

/// <summary>How the queue behaves. The defaults suit one machine.</summary>
public sealed record SqliteQueueOptions
{
    /// <summary>Name of its database in the data folder; its journal's files begin so. Each queue has its own.</summary>
    public string FileName { get; init; } = "queue.db";

    /// <summary>How long a received message is hidden from other receivers.</summary>
    public TimeSpan LockDuration { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Deliveries after which a message goes to the dead-letter sub-queue.</summary>
    public int MaxDeliveryCount { get; init; } = 10;

    /// <summary>Message ids are remembered for so long.</summary>
    public TimeSpan DuplicateWindow { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Message ids remembered at most, whatever the window says.</summary>
    public int DuplicateWindowCount { get; init; } = 500_000;

    /// <summary>Bytes of undelivered messages kept in memory; older ones are read back from disk.</summary>
    public long CacheBytes { get; init; } = 8L << 20;

    /// <summary>The size of a journal file once the queue has grown.</summary>
    public long JournalFileBytes { get; init; } = 16L << 20;

    /// <summary>Bytes of write-ahead log at which it is copied into the database. The less is copied and synced at once, the
    /// shorter a commit waits for the disk meanwhile.</summary>
    public long WalLimitBytes { get; init; } = 8L << 20;
}
