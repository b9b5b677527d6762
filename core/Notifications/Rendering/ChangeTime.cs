using OrderRelay.Core.Orders;

namespace OrderRelay.Core.Notifications.Rendering;

/// <summary>When a change happened, as far as the order's state still knows.</summary>
internal static class ChangeTime
{
    public static DateTimeOffset Of(NotificationRequest request, OrderState state)
    {
        var change = Change.Of(request.Change);
        return change.Kind switch
        {
            "headline" when StatusNames.Of(state.Headline) == change.Value => state.HeadlineSince,
            "headline" or "delivery" or "preparation" => Last(state, change.Value) ?? request.RequestedAt,
            "stalled" => state.LastEventAt,
            _ => request.RequestedAt,
        };
    }

    private static DateTimeOffset? Last(OrderState state, string status)
    {
        foreach (var time in state.DeliveryTimes.Concat(state.PreparationTimes))
        {
            if (time.Status == status)
            {
                return time.Last;
            }
        }

        return null;
    }
}
