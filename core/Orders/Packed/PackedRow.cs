namespace OrderRelay.Core.Orders;

/// <summary>
/// The stored row of a packed state, byte for byte what <see cref="OrderJson"/> makes of the state, without the dozens of objects and
/// texts between the two forms, of which nobody would need one.
/// </summary>
public readonly ref struct PackedRow
{
    private readonly ReadOnlySpan<byte> references;

    private PackedRow(ReadOnlySpan<byte> json, ReadOnlySpan<byte> references)
    {
        Json = json;
        this.references = references;
    }

    /// <summary>Until this thread writes the next stored form of anything.</summary>
    public ReadOnlySpan<byte> Json { get; }

    /// <summary>By which the order can be looked up; null when it has none.</summary>
    public OrderReferences? References
    {
        get
        {
            var reader = new PackedReader(references);
            return references.IsEmpty ? null : PackedFacts.ReadReferences(ref reader);
        }
    }

    /// <param name="packed">As <see cref="PackedState.Write(OrderState)"/> made it.</param>
    public static PackedRow Of(ReadOnlySpan<byte> packed)
    {
        var writer = StoredJsonBuffer.Empty();
        var copy = new PackedCopy(writer, packed);
        copy.State();
        return new(writer.Written, copy.ReferencesAt > 0 ? packed[copy.ReferencesAt..] : default);
    }
}
