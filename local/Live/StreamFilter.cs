using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;

namespace OrderRelay.Local.Live;

/// <summary>Whose changes a client asked for. All conditions must hold; null asks nothing.</summary>
internal sealed record StreamFilter
{
    public string? Provider { get; init; }

    /// <summary>The store's id or its external id, exactly.</summary>
    public string? Store { get; init; }

    public Headline? Status { get; init; }

    public string? OrderId { get; init; }

    /// <summary>An order that just left the status is shown once more: whoever lists that status has to take it off.</summary>
    public bool Wants(ProjectedEvent projected)
    {
        var state = projected.State;
        return (Provider is null || Provider == state.Key.Provider)
            && (OrderId is null || OrderId == state.Key.OrderId)
            && (Store is null || Store == state.Facts.Store?.Id || Store == state.Facts.Store?.ExternalId)
            && (Status is null || Status == state.Headline || Status == projected.Arrival?.HeadlineBefore);
    }
}
