using OrderRelay.Core.Orders;

namespace OrderRelay.Local.Sqlite;

/// <summary>The text that a search for part of an order's id or references looks through, in lower case.</summary>
internal static class SearchText
{
    /// <summary>Between two texts; no search reaches across it.</summary>
    private const char Separator = '\u001f';

    private const int MostOnStack = 256;

    /// <param name="state">Of the order.</param>
    /// <param name="before">The text until now, which is given back where it is the same.</param>
    public static string Of(OrderState state, string? before = null)
    {
        var length = state.Key.OrderId.Length;
        foreach (var (_, value) in state.Facts.References?.Lookups() ?? [])
        {
            length += 1 + value.Length;
        }

        var text = length <= MostOnStack ? stackalloc char[MostOnStack] : new char[length];
        var end = Fold(state.Key.OrderId, text);
        foreach (var (_, value) in state.Facts.References?.Lookups() ?? [])
        {
            text[end++] = Separator;
            end += Fold(value, text[end..]);
        }

        return text[..end].SequenceEqual(before) ? before! : text[..end].ToString();
    }

    public static string Fold(string text) => text.ToLowerInvariant();

    private static int Fold(string text, Span<char> into) => text.AsSpan().ToLowerInvariant(into);
}
