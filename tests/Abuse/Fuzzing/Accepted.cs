using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using OrderRelay.Abuse.Hosting;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;
using OrderRelay.Core.Providers;

namespace OrderRelay.Abuse.Fuzzing;

/// <summary>
/// The account of every body that was answered with 202. One that maps to an event is in its order's timeline, under its identity and
/// content, with the exact bytes of one of the bodies that said so; any other is on the desk with its exact bytes. Of a request that was
/// struck on its way nobody may have heard the answer, and its body may be the one that is kept: then it says the same event.
/// </summary>
internal sealed class Accepted
{
    private readonly ConcurrentDictionary<(OrderKey, EventIdentity, ContentHash), ConcurrentDictionary<string, byte[]>> events = new();
    private readonly ConcurrentDictionary<(string Provider, string Hash), byte[]> others = new();

    public int Count => events.Count + others.Count;

    public void Add(string provider, byte[] body)
    {
        if (ProviderCatalog.Default.Find(provider)!.Map(body).Event is { } @event)
        {
            events.GetOrAdd((@event.Order, @event.Identity, @event.Content), static _ => new())[HashOf(body)] = body;
        }
        else
        {
            others[(provider, HashOf(body))] = body;
        }
    }

    /// <returns>What is missing, a line each; the drained relay is asked.</returns>
    public async Task<IReadOnlyList<string>> MissingAsync(Relay relay)
    {
        List<string> missing = [];
        var store = relay.Host.Services.GetRequiredService<IOrderStore>();
        foreach (var order in events.GroupBy(static pair => pair.Key.Item1))
        {
            var rows = await store.ReadEventsAsync(order.Key, default);
            foreach (var ((_, identity, content), bodies) in order)
            {
                var row = rows.FirstOrDefault(row => row.Event.Identity == identity && row.Event.Content == content);
                if (row?.Raw is not { } raw || !(bodies.ContainsKey(HashOf(raw.Span)) || Says(row.Event, raw)))
                {
                    missing.Add($"event {identity.Value} {(row is null ? "is in no timeline" : "has other bytes")}: {Convert.ToBase64String(bodies.First().Value)}");
                }
            }
        }

        var kept = await LettersAsync(relay);
        missing.AddRange(others.Where(pair => !kept.Contains(pair.Key)).Select(static pair => $"body of {pair.Key.Provider} is not on the desk: {Convert.ToBase64String(pair.Value)}"));
        return missing;
    }

    private static bool Says(OrderEvent @event, ReadOnlyMemory<byte> body)
        => ProviderCatalog.Default.Find(@event.Order.Provider)!.Map(body).Event is { } said
            && (said.Order, said.Identity, said.Content) == (@event.Order, @event.Identity, @event.Content);

    private static async Task<HashSet<(string, string)>> LettersAsync(Relay relay)
    {
        var desk = relay.Host.Services.GetRequiredService<IDeadLetterStore>();
        HashSet<(string, string)> kept = [];
        string? cursor = null;
        do
        {
            var page = await desk.ListAsync(new(), cursor, 200, default);
            foreach (var listed in page.Letters)
            {
                var letter = await desk.GetAsync(listed.Id, default);
                _ = kept.Add((letter!.Provider, HashOf(letter.Body!.Value.Span)));
            }

            cursor = page.Cursor;
        }
        while (cursor is not null);
        return kept;
    }

    private static string HashOf(ReadOnlySpan<byte> body) => Convert.ToHexString(SHA256.HashData(body));
}
