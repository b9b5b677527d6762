using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using OrderRelay.Core.Providers;

namespace OrderRelay.Core.Notifications;

/// <summary>What rules and sending are made of. A host adds its queue under <see cref="NotificationMessages.QueueName"/>, and its log.</summary>
internal static class NotificationServices
{
    public static IServiceCollection AddNotifications(this IServiceCollection services) => services
        .AddSingleton<AbsentNotifications>()
        .AddKeyedSingleton<IEventQueue>(NotificationMessages.QueueName, static (provider, _) => provider.GetRequiredService<AbsentNotifications>())
        .AddSingleton<INotificationLog>(static provider => provider.GetRequiredService<AbsentNotifications>())
        .AddSingleton<IChannelCatalog>(static provider => provider.GetRequiredService<AbsentNotifications>())
        .AddSingleton<INotificationRenderer>(static provider => provider.GetRequiredService<AbsentNotifications>())
        .AddSingleton(static provider => NotificationRules.From(
            provider.GetRequiredService<IConfiguration>(),
            [.. provider.GetRequiredService<ProviderCatalog>().All.Select(static known => known.Name)],
            provider.GetRequiredService<IChannelCatalog>().Names))
        .AddSingleton<NotificationTurns>()
        .AddSingleton<NotificationDelivery>()
        .AddSingleton<NotificationSettling>()
        .AddSingleton<RequestNotifications>()
        .AddSingleton<SendNotification>();
}
