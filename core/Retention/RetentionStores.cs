using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;

namespace OrderRelay.Core.Retention;

/// <summary>Everything that keeps what retention ends.</summary>
public sealed record RetentionStores(IOrderExpiry Orders, IDeadLetterExpiry Letters, INotificationExpiry Notifications, ErasePersonalData Erase);
