using OrderRelay.Core.Orders;
using OrderRelay.Local.Cli;

namespace OrderRelay.Local.Demo;

/// <summary>Everything that the relay shows after a play.</summary>
internal sealed record RelayPicture
{
    public required IReadOnlyList<RelayOrder> Orders { get; init; }

    public required IReadOnlyDictionary<OrderKey, RelayTimeline> Timelines { get; init; }

    public required IReadOnlyList<RelayDeadLetter> DeadLetters { get; init; }

    public required RelayStats Stats { get; init; }

    public static async Task<RelayPicture> TakeAsync(RelayClient relay, CancellationToken cancellationToken)
    {
        var orders = await relay.OrdersAsync(cancellationToken);
        var timelines = new Dictionary<OrderKey, RelayTimeline>(orders.Count);
        foreach (var order in orders)
        {
            timelines[new(order.Provider, order.OrderId)] = await relay.TimelineAsync(order.Provider, order.OrderId, cancellationToken);
        }

        return new()
        {
            Orders = orders,
            Timelines = timelines,
            DeadLetters = await relay.DeadLettersAsync(cancellationToken),
            Stats = await relay.StatsAsync(cancellationToken),
        };
    }
}
