namespace OrderRelay.Peers;

/// <summary>What one webhook says: the order's key, the track that moved, and where it moved to.</summary>
/// <param name="Identity">First 16 bytes of SHA-256 over event name and event id.</param>
/// <param name="OrderId">The provider's.</param>
/// <param name="Track">0 is the delivery, 1 the preparation.</param>
/// <param name="Status">A word of the canonical lifecycle.</param>
/// <param name="Rank">Breaks a tie of two moves of one instant.</param>
/// <param name="At">When it happened.</param>
public readonly record struct OrderMove(Guid Identity, string OrderId, short Track, string Status, short Rank, DateTime At)
{
    /// <summary>Of two moves of one track the later one counts, so applying a move twice or late changes nothing.</summary>
    public bool Outranks(in OrderMove other)
        => At != other.At ? At > other.At
            : Rank != other.Rank ? Rank > other.Rank
            : Identity.CompareTo(other.Identity) > 0;
}
