using Microsoft.Extensions.DependencyInjection;
using OrderRelay.Core.Notifications.Rendering;

namespace OrderRelay.Core.Notifications.Channels;

/// <summary>The channels that configuration names and the templates they speak by, the same in both hosts.</summary>
public static class ChannelServices
{
    public static IServiceCollection AddNotificationChannels(this IServiceCollection services) => services
        .AddSingleton<IOutboundNetwork, SocketNetwork>()
        .AddSingleton<IChannelCatalog, ChannelCatalog>()
        .AddSingleton<StoreTimeZones>()
        .AddSingleton<TemplateSet>()
        .AddSingleton<INotificationRenderer, NotificationRenderer>();
}
