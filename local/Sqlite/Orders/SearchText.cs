using OrderRelay.Core.Orders;

namespace OrderRelay.Local.Sqlite;

/// <summary>The text that a search for part of an order's id or references looks through, in lower case.</summary>
internal static class SearchText
{
    /// <summary>Between two texts; no search reaches across it.</summary>
    private const char Separator = '\u001f';

    public static string Of(OrderState state)
    {
        var text = Fold(state.Key.OrderId);
        if (state.Facts.References is { } references)
        {
            foreach (var (_, value) in references.Lookups())
            {
                text = text + Separator + Fold(value);
            }
        }

        return text;
    }

    public static string Fold(string text) => text.ToLowerInvariant();
}
