using System.Text.Json;
using OrderRelay.Core.Orders;

namespace OrderRelay.Functions.Tables;

/// <summary>
/// What the index and reference tables say about an order: a pure function of its state. Two equal entries need no write,
/// and an earlier one tells which rows have to go.
/// </summary>
internal sealed record IndexEntry
{
    public required OrderKey Key { get; init; }

    public required DateTimeOffset FirstEventAt { get; init; }

    public required Headline Headline { get; init; }

    public bool Ended { get; init; }

    /// <summary>The store's id and external id, as far as known, each once.</summary>
    public required IReadOnlyList<string> Stores { get; init; }

    /// <summary>Whatever the order can be looked up by, each once.</summary>
    public required IReadOnlyList<string> References { get; init; }

    public static IndexEntry Of(OrderState state)
    {
        var store = state.Facts.Store;
        return new()
        {
            Key = state.Key,
            FirstEventAt = state.FirstEventAt,
            Headline = state.Headline,
            Ended = state.Ended,
            Stores = Distinct([store?.Id, store?.ExternalId]),
            References = Distinct(state.Facts.References is { } references ? [.. references.Lookups().Select(static lookup => lookup.Value)] : []),
        };
    }

    public string Write() => JsonSerializer.Serialize(this, TableJsonContext.Default.IndexEntry);

    /// <exception cref="JsonException">The text is not an entry.</exception>
    public static IndexEntry? Read(string text) => JsonSerializer.Deserialize(text, TableJsonContext.Default.IndexEntry);

    private static string[] Distinct(string?[] values)
        => [.. values.Where(static value => !string.IsNullOrEmpty(value)).Select(static value => value!).Distinct(StringComparer.Ordinal)];
}
