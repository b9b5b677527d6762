using System.Globalization;
using OrderRelay.Local.Cli;

namespace OrderRelay.Local.Simulation;

/// <summary>One thing that a relay shows of an order and that is not true.</summary>
/// <param name="Provider">The order's provider.</param>
/// <param name="OrderId">The order.</param>
/// <param name="What">What differs.</param>
/// <param name="Expected">What is true.</param>
/// <param name="Shown">What the relay shows.</param>
internal sealed record OrderDifference(string Provider, string OrderId, string What, string Expected, string Shown)
{
    private const string Nothing = "nothing";

    /// <summary>Everything that differs. Pure.</summary>
    /// <param name="truth">What is true.</param>
    /// <param name="shown">What the relay shows; null for an order that it does not know.</param>
    /// <param name="timeline">Its timeline; null likewise.</param>
    public static IReadOnlyList<OrderDifference> Of(OrderTruth truth, RelayOrderState? shown, RelayTimeline? timeline)
    {
        if (truth.Events == 0)
        {
            // Only junk was sent of it: no receiver can know it.
            return shown is null ? [] : [new(truth.Provider, truth.OrderId, "order", Nothing, shown.Status)];
        }

        if (shown is null || timeline is null)
        {
            return [new(truth.Provider, truth.OrderId, "order", truth.Status, Nothing)];
        }

        (string What, string Expected, string Shown)[] compared =
        [
            ("status", truth.Status, shown.Status),
            ("delivery", truth.Delivery ?? Nothing, shown.Delivery?.Status ?? Nothing),
            ("preparation", truth.Preparation ?? Nothing, shown.Preparation?.Status ?? Nothing),
            ("items", List(truth.Items), List(shown.Items.Where(static item => item.Status is not null).Select(static item => $"{item.Id} {item.Status}"))),
            ("events counted", Count(truth.Events), Count(shown.Events)),
            ("events in the timeline", Count(truth.Events), Count(timeline.Events.Count)),
        ];
        return [.. compared.Where(static field => field.Expected != field.Shown).Select(field => new OrderDifference(truth.Provider, truth.OrderId, field.What, field.Expected, field.Shown))];
    }

    private static string List(IEnumerable<string> items) => string.Join(", ", items.Order(StringComparer.Ordinal)) is { Length: > 0 } text ? text : Nothing;

    private static string Count(int count) => count.ToString(CultureInfo.InvariantCulture);
}
