namespace OrderRelay.Load.Events;

/// <summary>Instants as the providers write them, without the cost of a general formatter.</summary>
internal static class InstantText
{
    /// <summary>Width of <c>2026-01-05T11:00:00.000+00:00</c>.</summary>
    public const int IsoWidth = 29;

    public static void WriteIso(Span<byte> target, long unixMilliseconds)
    {
        "0000-00-00T00:00:00.000+00:00"u8.CopyTo(target);
        var instant = DateTimeOffset.FromUnixTimeMilliseconds(unixMilliseconds).UtcDateTime;
        instant.GetDate(out var year, out var month, out var day);
        DigitText.WriteDecimal(target[..4], (ulong)year);
        DigitText.WriteDecimal(target[5..7], (ulong)month);
        DigitText.WriteDecimal(target[8..10], (ulong)day);
        DigitText.WriteDecimal(target[11..13], (ulong)instant.Hour);
        DigitText.WriteDecimal(target[14..16], (ulong)instant.Minute);
        DigitText.WriteDecimal(target[17..19], (ulong)instant.Second);
        DigitText.WriteDecimal(target[20..23], (ulong)instant.Millisecond);
    }

    /// <summary><c>1767610800.123000</c>.</summary>
    public static void WriteSeconds(Span<byte> target, long unixMilliseconds)
    {
        DigitText.WriteDecimal(target[..10], (ulong)(unixMilliseconds / 1000));
        target[10] = (byte)'.';
        DigitText.WriteDecimal(target[11..17], (ulong)(unixMilliseconds % 1000 * 1000));
    }

    private static void GetDate(this DateTime instant, out int year, out int month, out int day)
        => (year, month, day) = DateOnly.FromDateTime(instant);
}
