using System.Text.RegularExpressions;

namespace OrderRelay.Core.Notifications.Channels;

/// <summary>Text cut at its web addresses, for products that link only what is marked as a link.</summary>
internal static partial class LinkedText
{
    public static IEnumerable<(string Text, bool IsLink)> Cut(string text)
    {
        var end = 0;
        foreach (Match link in Links().Matches(text))
        {
            if (link.Index > end)
            {
                yield return (text[end..link.Index], false);
            }

            yield return (link.Value, true);
            end = link.Index + link.Length;
        }

        if (end < text.Length)
        {
            yield return (text[end..], false);
        }
    }

    // A full stop or a bracket at the end belongs to the sentence.
    [GeneratedRegex("""https?://[^\s<>|"]*[^\s<>|".,;:!?)\]}']""", RegexOptions.CultureInvariant)]
    private static partial Regex Links();
}
