using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OrderRelay.Core.Api;
using OrderRelay.Core.Authentication;
using OrderRelay.Core.Notifications;
using OrderRelay.Core.Notifications.Channels;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using OrderRelay.Core.Providers;
using OrderRelay.Core.RateLimiting;
using OrderRelay.Core.Retention;
using OrderRelay.Core.Telemetry;

namespace OrderRelay.Core;

/// <summary>The pipeline's services, the same in both hosts. A host adds the ports' adapters and the authenticators.</summary>
public static class CoreServices
{
    public static IServiceCollection AddOrderRelayCore(this IServiceCollection services) => services
        .AddSingleton(TimeProvider.System)
        .AddSingleton(ProviderCatalog.Default)
        .AddSingleton<AuthenticatorCatalog>()
        .AddSingleton(static provider => RateLimitOptions.From(provider.GetRequiredService<IConfiguration>()))
        .AddSingleton<RateLimits>()
        .AddSingleton<WebhookProviders>()
        .AddSingleton<RelayTelemetry>()
        .AddSingleton(static provider => provider.GetRequiredService<RelayTelemetry>().Stats)
        .AddSingleton<StatsHistory>()
        .AddSingleton<ReceiveWebhook>()
        .AddSingleton<ProjectOrder>()
        .AddSingleton<ProjectionFeed>()
        .AddSingleton<ProjectionReport>()
        .AddSingleton<ProjectionSequel>()
        .AddSingleton(static _ => new Random())
        .AddNotifications()
        .AddNotificationChannels()
        .AddSingleton<CollectDeadLetter>()
        .AddSingleton(static provider => new DeadLetterDesk(
            provider.GetRequiredService<IDeadLetterStore>(),
            new ReplayQueue(provider.GetRequiredService<IEventQueue>(), provider.GetRequiredKeyedService<IEventQueue>(NotificationMessages.QueueName)),
            provider.GetRequiredService<ProviderCatalog>(),
            provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<Quarantine>()
        .AddSingleton(static provider => QuarantineOptions.From(provider.GetRequiredService<IConfiguration>()))
        .AddSingleton<AuditTrail>()
        .AddSingleton<JobDesk>()
        .AddSingleton<ReplayPreview>()
        .AddSingleton<Reprojection>()
        .AddSingleton<IJobRunner, ReplayRunner>()
        .AddSingleton<IJobRunner, ReprojectRunner>()
        .AddSingleton(static provider => StallPolicy.From(provider.GetRequiredService<IConfiguration>()))
        .AddSingleton<WatchStalledOrders>()
        .AddSingleton<ErasePersonalData>()
        .AddSingleton(static provider => RetentionOptions.From(provider.GetRequiredService<IConfiguration>()))
        .AddSingleton<RetentionStores>()
        .AddSingleton<SweepRetention>()
        .AddSingleton<OrdersApi>()
        .AddSingleton<DeadLettersApi>()
        .AddSingleton<NotificationsApi>()
        .AddSingleton<ReplaysApi>()
        .AddSingleton<ReprojectApi>()
        .AddSingleton<AuditApi>()
        .AddSingleton<LiveRecords>()
        .AddSingleton<StatsApi>()
        .AddSingleton<HealthApi>();
}
