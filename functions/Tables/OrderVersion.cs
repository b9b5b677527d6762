using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Azure;

namespace OrderRelay.Functions.Tables;

/// <summary>
/// An order's version as the port hands it around: the state row's ETag, and the index entry of that state. With the entry
/// at hand a commit knows without another read whether the index changes, and which of its rows have to go.
/// </summary>
internal sealed record OrderVersion(ETag ETag, IndexEntry Entry)
{
    private const char Separator = '\n';

    public override string ToString() => $"{ETag}{Separator}{Entry.Write()}";

    /// <summary>False for text that is no version of this store: such an order is to be loaded again.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out OrderVersion? version)
    {
        version = null;
        var cut = text.IndexOf(Separator, StringComparison.Ordinal);
        if (cut <= 0)
        {
            return false;
        }

        try
        {
            version = IndexEntry.Read(text[(cut + 1)..]) is { } entry ? new(new ETag(text[..cut]), entry) : null;
        }
        catch (JsonException)
        {
            return false;
        }

        return version is not null;
    }
}
