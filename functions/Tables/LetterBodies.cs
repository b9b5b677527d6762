namespace OrderRelay.Functions.Tables;

/// <summary>A letter's body and, once that was edited, the one it came with: each in the row or in a blob. Absent in both: erased.</summary>
internal sealed record LetterBodies(ReadOnlyMemory<byte>? Body, string? BodyBlob, ReadOnlyMemory<byte>? Original = null, string? OriginalBlob = null)
{
    /// <summary>Both bodies and the letter itself share an entity of 1 MiB, even where that is measured as base64, as Azurite does.</summary>
    public const int MaxInline = 320 * 1024;

    public static LetterBodies None { get; } = new(null, null);

    public bool IsErased => Body is null && BodyBlob is null;

    /// <summary>Names of every blob that the row points to.</summary>
    public IEnumerable<string> Blobs => new[] { BodyBlob, OriginalBlob }.OfType<string>();

    /// <summary>With another body; the first one that it came with stays the original.</summary>
    public LetterBodies Edited(ReadOnlyMemory<byte> body, string? blob)
    {
        var edited = Original is null && OriginalBlob is null ? new LetterBodies(null, null, Body, BodyBlob) : this;
        return edited with { Body = blob is null ? body : null, BodyBlob = blob };
    }
}
