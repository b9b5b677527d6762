using System.Globalization;

namespace OrderRelay.Core.Providers;

/// <summary>Instants as providers write them, read to 100 ns and independent of the machine's clock and time zone.</summary>
public static class Instants
{
    // 1e11 seconds is the year 5138; 1e11 milliseconds is 1973. Between the two readings there is nothing to mistake.
    private const decimal FirstMilliseconds = 1e11m;

    /// <summary>
    /// Reads an ISO 8601 date and time with any offset (none means UTC), or a Unix time in seconds, with or without a
    /// fraction, or, from 1e11 on, in milliseconds.
    /// </summary>
    /// <param name="text">The provider's text. A number must be the raw text of its JSON: a double loses microseconds.</param>
    /// <returns>The instant in UTC; null when the text is none, or one before 1970 or after 9999.</returns>
    public static DateTimeOffset? Read(string? text)
    {
        if (text is null)
        {
            return null;
        }

        return IsIso(text) ? ReadIso(text) : ReadUnix(text);
    }

    /// <summary>The instant with the exact text it was read from.</summary>
    public static (DateTimeOffset At, string Text)? WithText(JsonField field)
        => field.Instant is { } at ? (at, field.Text!) : null;

    // The platform's lenient parser takes "10:18" for today: the whole date must be there before it is asked.
    private static bool IsIso(string text)
        => text is { Length: >= 16 and <= 64 } && text[4] == '-' && text[7] == '-' && text[10] is 'T' or 't' or ' ' && text[13] == ':';

    private static DateTimeOffset? ReadIso(string text)
        => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)
           && instant > DateTimeOffset.UnixEpoch
            ? instant
            : null;

    private static DateTimeOffset? ReadUnix(string text)
    {
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || number <= 0)
        {
            return null;
        }

        var perUnit = number >= FirstMilliseconds ? TimeSpan.TicksPerMillisecond : TimeSpan.TicksPerSecond;
        return number < (DateTimeOffset.MaxValue - DateTimeOffset.UnixEpoch).Ticks / perUnit
            ? DateTimeOffset.UnixEpoch.AddTicks((long)(number * perUnit))
            : null;
    }
}
