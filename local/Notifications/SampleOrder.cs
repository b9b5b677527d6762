using OrderRelay.Core.Notifications;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Providers;
using OrderRelay.Local.Demo;

namespace OrderRelay.Local.Notifications;

/// <summary>An order to try words on: of the documented examples the one that shows the status best.</summary>
internal static class SampleOrder
{
    /// <summary>The provider whose examples name a shop and a driver.</summary>
    private const string Telling = "abbiamo";

    /// <summary>The change that brings a template about.</summary>
    public static string ChangeOf(string template) => template switch
    {
        "stalled" => Happening.StalledChange,
        "unknown_status" => Happening.UnknownStatusChange,
        "conflict" => Happening.ConflictChange,
        "default" => "item:prepared",
        _ => $"headline:{template}",
    };

    /// <param name="template">The template that is to speak of it.</param>
    public static OrderState For(string template)
    {
        var orders = States();
        if (!StatusNames.TryParse(template, out var headline))
        {
            return orders[0];
        }

        foreach (var order in orders)
        {
            if (order.Headline == headline)
            {
                return order;
            }
        }

        return orders[0] with { Headline = headline, HeadlineSince = orders[0].LastEventAt };
    }

    public static NotificationRequest Request(string template, OrderState order) => new()
    {
        Id = NotificationId.Of(order.Key, order.Last.Identity, "preview", "preview", ChangeOf(template)),
        Order = order.Key,
        Event = order.Last.Identity,
        Rule = "preview",
        Channel = "preview",
        Change = ChangeOf(template),
        RequestedAt = order.LastEventAt,
    };

    private static OrderState[] States() =>
    [
        .. SamplePayloads.All
            .OrderBy(static sample => sample.Provider == Telling ? 0 : 1)
            .Select(static sample => ProviderCatalog.Default.Find(sample.Provider)!.Map(sample.Body).Event)
            .OfType<OrderEvent>()
            .Select(static @event => OrderProjection.Fold([@event]).State),
    ];
}
