using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OrderRelay.Core.Notifications.Channels;
using OrderRelay.Core.Notifications.Rendering;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using OrderRelay.Core.Providers;

namespace OrderRelay.Core.Notifications;

/// <summary>What rules and sending are made of. A host adds its queue under <see cref="NotificationMessages.QueueName"/>, and its log.</summary>
public static class NotificationServices
{
    /// <summary>Checks every setting under <c>Notifications</c> at once, so that a mistake shows at start and not with the first
    /// order that it is for.</summary>
    /// <exception cref="ArgumentException">Something cannot be used; the message holds every mistake and its mending.</exception>
    public static void CheckNotifications(this IServiceProvider services)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        List<string> errors = [.. ChannelCatalog.Validate(configuration), .. StoreTimeZones.Validate(configuration)];
        var channels = errors.Count == 0
            ? services.GetRequiredService<IChannelCatalog>().Names
            : [.. configuration.GetSection("Notifications:Channels").GetChildren().Select(static section => section.Key)];
        errors.AddRange(NotificationRules.Validate(configuration, ProvidersOf(services), channels));
        if (errors.Count > 0)
        {
            throw new ArgumentException(string.Join(Environment.NewLine, errors));
        }
    }

    internal static IServiceCollection AddNotifications(this IServiceCollection services) => services
        .AddSingleton<AbsentNotifications>()
        .AddKeyedSingleton<IEventQueue>(NotificationMessages.QueueName, static (provider, _) => provider.GetRequiredService<AbsentNotifications>())
        .AddSingleton<INotificationLog>(static provider => provider.GetRequiredService<AbsentNotifications>())
        .AddSingleton(static provider => NotificationRules.From(
            provider.GetRequiredService<IConfiguration>(),
            ProvidersOf(provider),
            provider.GetRequiredService<IChannelCatalog>().Names))
        .AddSingleton<NotificationTurns>()
        .AddSingleton<NotificationDelivery>()
        .AddSingleton<NotificationSettling>()
        .AddSingleton<RequestNotifications>()
        .AddSingleton<SendNotification>();

    private static List<string> ProvidersOf(IServiceProvider services)
        => [.. services.GetRequiredService<ProviderCatalog>().All.Select(static known => known.Name)];
}
