using OrderRelay.Core.Orders;

namespace OrderRelay.Core.Notifications;

/// <summary>Puts a request into words and JSON, once for every kind of channel.</summary>
public interface INotificationRenderer
{
    /// <param name="request">What is to be told to whom.</param>
    /// <param name="state">The order as it stands when the attempt is made.</param>
    /// <param name="now">When the attempt is made.</param>
    NotificationMessage Render(NotificationRequest request, OrderState state, DateTimeOffset now);
}
