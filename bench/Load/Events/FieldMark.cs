namespace OrderRelay.Load.Events;

/// <summary>How a template's text marks a field, and how many bytes the field fills.</summary>
internal static class FieldMark
{
    private static readonly (string Mark, Field Field, int Width)[] All =
    [
        ("<order-id>", Field.OrderId, 12),
        ("<order-uuid>", Field.OrderUuid, 36),
        ("<event-uuid>", Field.EventUuid, 36),
        ("<order-number>", Field.OrderNumber, 8),
        ("<tracking>", Field.Tracking, 7),
        ("<instant>", Field.Instant, InstantText.IsoWidth),
        ("<sent-instant>", Field.SentInstant, InstantText.IsoWidth),
        ("<unix-seconds>", Field.UnixSeconds, 17),
        ("<unix-milliseconds>", Field.UnixMilliseconds, 13),
        ("<signature>", Field.Signature, 64),
    ];

    /// <summary>Finds the mark that the text starts with.</summary>
    public static (string Mark, Field Field, int Width) At(ReadOnlySpan<char> text)
    {
        foreach (var entry in All)
        {
            if (text.StartsWith(entry.Mark, StringComparison.Ordinal))
                return entry;
        }

        throw new FormatException("a template holds '<' only as the start of a field's mark");
    }
}
