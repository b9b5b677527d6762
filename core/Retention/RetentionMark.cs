namespace OrderRelay.Core.Retention;

/// <summary>Where a sweep got to. As text it outlives the process that swept.</summary>
/// <param name="Kind">What is swept.</param>
/// <param name="Cursor">Behind which page; null for before the first.</param>
public readonly record struct RetentionMark(RetentionKind Kind, string? Cursor)
{
    /// <summary>A sweep that has not begun.</summary>
    public static RetentionMark Start { get; } = new(RetentionKind.PersonalData, null);

    public override string ToString() => $"{Kind}|{Cursor}";

    /// <summary>The mark of that text; the start for a text that is none.</summary>
    public static RetentionMark Parse(string? text)
        => text?.IndexOf('|', StringComparison.Ordinal) is { } bar and > 0 && Enum.TryParse<RetentionKind>(text.AsSpan(0, bar), out var kind) && Enum.IsDefined(kind)
            ? new(kind, bar + 1 < text.Length ? text[(bar + 1)..] : null)
            : Start;
}

/// <summary>What retention ends, in the order in which it is swept: an order whose personal data goes loses its bodies with it.</summary>
public enum RetentionKind
{
    PersonalData,
    RawBodies,
    DeadLetters,
    Notifications,
}
