namespace OrderRelay.Core.Notifications;

/// <summary>The channels that configuration names.</summary>
public interface IChannelCatalog
{
    IReadOnlyCollection<string> Names { get; }

    /// <summary>The channel of that name; null when configuration has none.</summary>
    INotificationChannel? Find(string name);
}
