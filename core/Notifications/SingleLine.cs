using System.Text;

namespace OrderRelay.Core.Notifications;

/// <summary>Values from outside, made fit to stand in a line: one line, no control characters, no reversed writing, not endless.</summary>
internal static class SingleLine
{
    private const int MaxLength = 300;

    public static string Of(string text)
    {
        var line = new StringBuilder(Math.Min(text.Length, MaxLength));
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length >= MaxLength)
            {
                line.Append('…');
                break;
            }

            if (!Rune.IsControl(rune) && !IsBreak(rune.Value))
            {
                line.Append(IsDirection(rune.Value) ? "" : rune.ToString());
            }
            else if (line.Length > 0 && line[^1] != ' ')
            {
                line.Append(' ');
            }
        }

        return line.ToString().Trim();
    }

    private static bool IsBreak(int value) => value is 0x2028 or 0x2029;

    // Overrides of writing direction can make a name read as something else.
    private static bool IsDirection(int value) => value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
