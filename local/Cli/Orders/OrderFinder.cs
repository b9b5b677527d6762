using System.Text.Json;
using OrderRelay.Core.Providers;

namespace OrderRelay.Local.Cli.Orders;

/// <summary>Finds the order that a person means: by <c>PROVIDER/ID</c>, or by a reference of the partner's, with or without its provider.</summary>
internal sealed class OrderFinder(RelayClient relay)
{
    /// <returns>The order's path under <c>api/orders</c>, and the relay's answer about it.</returns>
    /// <exception cref="VerbException">There is none, or more than one.</exception>
    public async Task<(string Path, JsonDocument Order)> FindAsync(string text, CancellationToken cancellationToken)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash > 0 && await AskAsync(text[..slash], text[(slash + 1)..], cancellationToken) is { } found)
        {
            return found;
        }

        var matches = new List<RelayOrder>();
        if (slash > 0)
        {
            matches.AddRange(await ByReferenceAsync(text[..slash], text[(slash + 1)..], cancellationToken));
        }

        if (matches.Count == 0)
        {
            foreach (var provider in ProviderCatalog.Default.All)
            {
                matches.AddRange(await ByReferenceAsync(provider.Name, text, cancellationToken));
            }
        }

        return matches switch
        {
            [var one] => await AskAsync(one.Provider, one.OrderId, cancellationToken) ?? throw Missing(text),
            [] => throw Missing(text),
            _ => throw new VerbException($"{matches.Count} orders bear the reference {text}: {string.Join(", ", matches.Select(static order => $"{order.Provider}/{order.OrderId}"))}. Name one of them."),
        };
    }

    private static VerbException Missing(string text)
        => new($"There is no order {text}: no PROVIDER/ID (such as captain/a77f963c8fd6), partner's order id, order number or tracking code reads so. 'GET /api/orders?q=' searches.");

    private async Task<(string Path, JsonDocument Order)?> AskAsync(string provider, string orderId, CancellationToken cancellationToken)
    {
        if (orderId.Length == 0)
        {
            return null;
        }

        var path = $"api/orders/{Uri.EscapeDataString(provider)}/{Uri.EscapeDataString(orderId)}";
        return await relay.FindAsync(path, cancellationToken) is { } order ? (path, order) : null;
    }

    private async Task<IReadOnlyList<RelayOrder>> ByReferenceAsync(string provider, string reference, CancellationToken cancellationToken)
    {
        if (reference.Length == 0)
        {
            return [];
        }

        using var answer = await relay.FindAsync($"api/orders/by-reference/{Uri.EscapeDataString(provider)}/{Uri.EscapeDataString(reference)}", cancellationToken);
        return answer?.Deserialize(RelayClientJson.Default.RelayReferenced)?.Orders ?? [];
    }
}
