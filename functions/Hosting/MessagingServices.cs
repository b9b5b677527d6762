using Azure.Core;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrderRelay.Core.Ports;
using OrderRelay.Functions.Blobs;
using OrderRelay.Functions.ServiceBus;

namespace OrderRelay.Functions.Hosting;

/// <summary>
/// The queue: by identity where <c>ServiceBusConnection__fullyQualifiedNamespace</c> names it, by the connection string
/// <c>ServiceBusConnection</c> on a developer's machine. The triggers read the same two settings.
/// </summary>
internal static class MessagingServices
{
    public static IServiceCollection AddMessaging(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(configuration.GetSection("ServiceBus").Get<ServiceBusOptions>() ?? new())
        .AddSingleton(provider => ClientOf(configuration, provider))
        .AddSingleton(static provider => provider.GetRequiredService<ServiceBusClient>().CreateSender(QueueNames.OrderEvents))
        .AddSingleton<IEventQueue, ServiceBusEventQueue>()
        .AddSingleton<MessageReader>()
        .AddSingleton<ServiceBus.Settlement>()
        .AddNotificationQueue()
        .AddSingleton<OrderEventBatch>()
        .AddSingleton<DeadLetterBatch>()
        .AddSingleton<QueueAges>()
        .AddSingleton<IQueueDepthSource, UnknownQueueDepth>()
        .AddSingleton<IHostProbe, AzureProbe>();

    /// <summary>The second queue, under its name: sent to, settled and put off by itself.</summary>
    private static IServiceCollection AddNotificationQueue(this IServiceCollection services) => services
        .AddKeyedSingleton(QueueNames.Notifications, static (provider, _) => provider.GetRequiredService<ServiceBusClient>().CreateSender(QueueNames.Notifications))
        .AddKeyedSingleton<IEventQueue>(QueueNames.Notifications, static (provider, queue) => new ServiceBusEventQueue(
            provider.GetRequiredKeyedService<ServiceBusSender>(queue), provider.GetRequiredService<IBodyArchive>(), provider.GetRequiredService<ServiceBusOptions>()))
        .AddKeyedSingleton(QueueNames.Notifications, static (provider, queue) => new ServiceBus.Settlement(
            provider.GetRequiredKeyedService<ServiceBusSender>(queue), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<ServiceBus.Settlement>>()))
        .AddSingleton<NotificationTurn>();

    private static ServiceBusClient ClientOf(IConfiguration configuration, IServiceProvider provider)
    {
        if (configuration[$"{QueueNames.Connection}:fullyQualifiedNamespace"] is { Length: > 0 } host)
        {
            return new ServiceBusClient(host, provider.GetRequiredService<TokenCredential>());
        }

        return configuration[QueueNames.Connection] is { Length: > 0 } connection
            ? new ServiceBusClient(connection)
            : throw new InvalidOperationException($"set {QueueNames.Connection}__fullyQualifiedNamespace (Azure), or {QueueNames.Connection} (the local emulator)");
    }
}
