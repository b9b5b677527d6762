namespace OrderRelay.Local.Sqlite;

/// <summary>Which messages of the journal were settled at one moment, as the disk has it.</summary>
/// <param name="Low">All below.</param>
/// <param name="Segments">First messages of segments that are settled whole.</param>
/// <param name="Messages">Single ones.</param>
internal sealed record SettledMessages(long Low, HashSet<long> Segments, HashSet<long> Messages)
{
    public bool Has(Segment segment, int offset)
        => segment.First + offset < Low || Segments.Contains(segment.First) || Messages.Contains(segment.First + offset);
}
