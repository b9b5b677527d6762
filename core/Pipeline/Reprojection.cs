using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;
using OrderRelay.Core.Providers;

namespace OrderRelay.Core.Pipeline;

/// <summary>
/// Rebuilds orders from their stored bodies with today's mapping. A commit is guarded by the order's version, so that
/// traffic goes on meanwhile: whoever comes second reads again.
/// </summary>
public sealed class Reprojection(IOrderStore store, ProviderCatalog providers)
{
    private const int MaxRounds = 12;

    /// <summary>Rebuilds one order.</summary>
    /// <returns>What changed, or would; null when there is no such order.</returns>
    /// <exception cref="StoreUnavailableException">Trying again later may help.</exception>
    public async ValueTask<OrderRebuild?> RebuildAsync(OrderKey key, bool dryRun, CancellationToken cancellationToken)
    {
        for (var round = 0; round < MaxRounds; round++)
        {
            if ((await store.LoadAsync([key], cancellationToken))[0] is not { } stored)
            {
                return null;
            }

            var rows = await store.ReadEventsAsync(key, cancellationToken);
            if (rows.Count == 0)
            {
                return null;
            }

            var (rebuild, change) = Plan(stored, rows);
            if (dryRun || change is null || (await store.CommitAsync([change], cancellationToken))[0] is CommitResult.Committed)
            {
                return rebuild;
            }
        }

        throw new StoreUnavailableException($"order {key} kept changing while it was rebuilt");
    }

    /// <summary>Pure: what today's mapping makes of stored rows.</summary>
    internal (OrderRebuild Rebuild, OrderChange? Change) Plan(StoredOrder stored, IReadOnlyList<EventRow> rows)
    {
        var replaced = new List<EventRow>();
        var events = new List<OrderEvent>(rows.Count);
        var kept = 0;
        foreach (var row in rows)
        {
            var today = MapAgain(stored.State.Key, row);
            kept += today is null ? 1 : 0;
            events.Add(today ?? row.Event);
            if (today is not null && !OrderJson.Write(today).AsSpan().SequenceEqual(OrderJson.Write(row.Event)))
            {
                replaced.Add(row with { Event = today, Raw = null });
            }
        }

        var state = OrderProjection.Fold(events).State;
        var fields = FieldNames.Differing(OrderJson.Write(stored.State), OrderJson.Write(state));
        var rebuild = new OrderRebuild(stored.State.Key, stored.State.Headline, state.Headline, fields, replaced.Count, kept);
        return (rebuild, rebuild.IsChanged
            ? new OrderChange { State = state, ExpectedVersion = stored.Version, Replace = replaced, ErasedAt = stored.ErasedAt }
            : null);
    }

    /// <summary>
    /// The event under the identity and content that its row is stored by, whatever today's mapping would call it.
    /// </summary>
    /// <returns>Null to keep the stored event: its body is gone, or says nothing of this order any more.</returns>
    private OrderEvent? MapAgain(OrderKey order, EventRow row)
        => row.Raw is { } raw && providers.Find(order.Provider) is { } provider && SafeMapping.Map(provider, raw).Event is { } mapped && mapped.Order == order
            ? mapped with { Identity = row.Event.Identity, Content = row.Event.Content }
            : null;
}

/// <summary>What a rebuild did to one order, or would do.</summary>
/// <param name="Order">The order.</param>
/// <param name="HeadlineBefore">As stored.</param>
/// <param name="HeadlineAfter">As today's mapping makes it.</param>
/// <param name="Fields">Names of what changes in the state, as paths (<c>facts.store.id</c>); never values.</param>
/// <param name="EventsChanged">Stored events that are mapped otherwise today.</param>
/// <param name="EventsKept">Stored events that could not be mapped again, because their body is gone or is no event of this order today.</param>
public sealed record OrderRebuild(
    OrderKey Order, Headline HeadlineBefore, Headline HeadlineAfter, IReadOnlyList<string> Fields, int EventsChanged, int EventsKept)
{
    public bool IsChanged => EventsChanged > 0 || Fields.Count > 0;
}
