namespace OrderRelay.Local.Cli;

/// <summary>Makes text of webhooks fit for a terminal, which takes control characters for orders.</summary>
internal static class Printable
{
    public static string Of(string? text) => text is null ? "-" : text.Any(char.IsControl)
        ? string.Create(text.Length, text, static (shown, from) =>
        {
            for (var index = 0; index < shown.Length; index++)
            {
                shown[index] = char.IsControl(from[index]) ? '\u00B7' : from[index];
            }
        })
        : text;

    /// <summary>An instant, in UTC and to the second.</summary>
    public static string Of(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture);
}
