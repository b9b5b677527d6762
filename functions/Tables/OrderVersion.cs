using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using Azure;

namespace OrderRelay.Functions.Tables;

/// <summary>
/// An order's version as the port hands it around: the state row's ETag with what a commit has to know of that state without
/// another read. The index entry tells whether the index changes and which of its rows have to go; the erasure lasts.
/// </summary>
internal sealed record OrderVersion(ETag ETag, DateTimeOffset? ErasedAt, IndexEntry Entry)
{
    private const char Separator = '\n';

    public override string ToString() => string.Join(Separator, ETag, ErasedAt?.UtcTicks, Entry.Write());

    /// <summary>False for text that is no version of this store: such an order is to be loaded again.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out OrderVersion? version)
    {
        version = null;
        if (text.Split(Separator) is not [{ Length: > 0 } tag, var erased, var entry])
        {
            return false;
        }

        try
        {
            DateTimeOffset? erasedAt = erased.Length == 0 ? null : new(long.Parse(erased, CultureInfo.InvariantCulture), TimeSpan.Zero);
            version = IndexEntry.Read(entry) is { } read ? new(new ETag(tag), erasedAt, read) : null;
        }
        catch (Exception malformed) when (malformed is JsonException or FormatException)
        {
            return false;
        }

        return version is not null;
    }
}
