namespace OrderRelay.Core.Orders;

/// <summary>
/// The text of an instant, digit by digit and the date apart from the time: a state has ten instants of mostly one day, and the
/// platform's round-trip form, its zeros dropped again, was a quarter of the cost of writing one.
/// </summary>
internal static class InstantText
{
    /// <summary>Bytes of <c>2025-03-13T08:28:47.2820891Z</c>.</summary>
    public const int Longest = 28;

    /// <summary>Bytes of the date with the T behind it.</summary>
    public const int DateLength = 11;

    private const int WholeSeconds = 8;
    private const uint TicksPerMillisecond = (uint)TimeSpan.TicksPerMillisecond;

    /// <returns>Bytes written.</returns>
    public static int Write(DateTimeOffset instant, Span<byte> text)
    {
        WriteDate(instant.UtcDateTime, text);
        return DateLength + WriteTime(instant.UtcTicks, text[DateLength..]);
    }

    public static void WriteDate(DateTime utc, Span<byte> text)
    {
        var (year, month, day) = utc;
        text = text[..DateLength];
        Pair(text, (uint)year / 100);
        Pair(text[2..], (uint)year % 100);
        text[4] = (byte)'-';
        Pair(text[5..], (uint)month);
        text[7] = (byte)'-';
        Pair(text[8..], (uint)day);
        text[10] = (byte)'T';
    }

    /// <returns>Bytes written, the Z included.</returns>
    public static int WriteTime(long utcTicks, Span<byte> text)
    {
        var ticks = (ulong)utcTicks % (ulong)TimeSpan.TicksPerDay;
        var seconds = (uint)(ticks / (ulong)TimeSpan.TicksPerSecond);
        text = text[..(Longest - DateLength)];
        Pair(text, seconds / 3600);
        text[2] = (byte)':';
        Pair(text[3..], seconds / 60 % 60);
        text[5] = (byte)':';
        Pair(text[6..], seconds % 60);
        var length = WriteFraction((uint)(ticks - (seconds * (ulong)TimeSpan.TicksPerSecond)), text);
        text[length] = (byte)'Z';
        return length + 1;
    }

    /// <returns>Where the text ends: behind the last digit that is not 0.</returns>
    private static int WriteFraction(uint ticks, Span<byte> text)
    {
        if (ticks == 0)
        {
            return WholeSeconds;
        }

        // Three digits are what providers send.
        var digits = 7;
        if (ticks % TicksPerMillisecond == 0)
        {
            ticks /= TicksPerMillisecond;
            digits = 3;
        }

        text[WholeSeconds] = (byte)'.';
        for (var at = WholeSeconds + digits; at > WholeSeconds; at--)
        {
            text[at] = (byte)('0' + (ticks % 10));
            ticks /= 10;
        }

        var end = WholeSeconds + digits;
        while (text[end] == (byte)'0')
        {
            end--;
        }

        return end + 1;
    }

    private static void Pair(Span<byte> text, uint value)
    {
        text[1] = (byte)('0' + (value % 10));
        text[0] = (byte)('0' + (value / 10));
    }
}
