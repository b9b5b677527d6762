namespace OrderRelay.Local.Sqlite;

/// <summary>What stands in the journal when it is opened.</summary>
internal sealed class JournalContent
{
    /// <summary>The files in their order; frames come next behind those of the last that has any.</summary>
    public List<JournalFile> Files { get; } = [];

    /// <summary>What may hold messages that are not settled.</summary>
    public List<Segment> Segments { get; } = [];

    /// <summary>Ids within the duplicate window.</summary>
    public List<(long First, long At, UInt128[] Ids)> Recent { get; } = [];

    /// <summary>The sequence number behind the last frame; null when there is no frame.</summary>
    public long? Next { get; set; }

    /// <summary>Files that an earlier process did not come to complete, or to remove.</summary>
    public List<string> Leftovers { get; } = [];
}
