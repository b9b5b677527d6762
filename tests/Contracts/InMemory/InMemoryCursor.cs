using System.Globalization;
using OrderRelay.Core.Ports;

namespace OrderRelay.Contracts.InMemory;

/// <summary>A page's place in a list that is built anew for each answer.</summary>
internal static class InMemoryCursor
{
    private const string Prefix = "after-";

    public static (List<T> Page, string? Cursor) Page<T>(List<T> all, string? cursor, int limit)
    {
        var start = Read(cursor);
        var page = all.Skip(start).Take(limit).ToList();
        var end = start + page.Count;
        return (page, end < all.Count ? Prefix + end.ToString(CultureInfo.InvariantCulture) : null);
    }

    private static int Read(string? cursor) => cursor is null ? 0
        : cursor.StartsWith(Prefix, StringComparison.Ordinal)
            && int.TryParse(cursor.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var start) ? start
        : throw new InvalidCursorException();
}
