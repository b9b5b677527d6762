using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using OrderRelay.Core;
using OrderRelay.Core.Notifications;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using OrderRelay.Core.RateLimiting;
using OrderRelay.Core.Retention;
using OrderRelay.Core.Telemetry;
using OrderRelay.Local.Live;
using OrderRelay.Local.Sqlite;

namespace OrderRelay.Local.Hosting;

/// <summary>A relay in this process: Kestrel, the pipeline, and SQLite in one data folder.</summary>
public sealed class RelayHost : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly DataFolder folder;

    private RelayHost(WebApplication app, DataFolder folder, IReadOnlyDictionary<string, string> developmentTokens)
    {
        this.app = app;
        this.folder = folder;
        DevelopmentTokens = developmentTokens;
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Url = new Uri(address);
    }

    /// <summary>Where it listens, with the port it got.</summary>
    public Uri Url { get; }

    public IServiceProvider Services => app.Services;

    /// <summary>Token by provider, for those that had no credential configured. Empty when none was made.</summary>
    public IReadOnlyDictionary<string, string> DevelopmentTokens { get; }

    /// <summary>Starts a relay and returns once it takes requests.</summary>
    /// <exception cref="StartupException">The configuration must not be started with; the message says what to change.</exception>
    /// <exception cref="DataFolderInUseException">Another process has this data folder.</exception>
    public static async Task<RelayHost> StartAsync(RelayHostOptions options, CancellationToken cancellationToken)
    {
        var folder = OpenFolder(options.DataFolder);
        WebApplication? app = null;
        try
        {
            var builder = HostConfiguration.CreateBuilder(options);
            var tokens = HostCredentials.Prepare(builder.Configuration, options, folder);
            AddServices(builder, folder, options);
            app = builder.Build();
            CheckSettings(app.Services);
            MapRoutes(app);
            Observe(app.Services);
            await app.StartAsync(cancellationToken);
            return new RelayHost(app, folder, tokens);
        }
        catch (Exception exception)
        {
            if (app is not null)
            {
                await app.DisposeAsync();
            }

            folder.Dispose();
            if (exception is IOException)
            {
                throw new StartupException($"{exception.Message.TrimEnd('.')}. Choose another --port, or stop what listens there.", exception);
            }

            throw;
        }
    }

    /// <summary>Returns once the process was asked to stop (Ctrl+C, SIGTERM).</summary>
    public Task WaitForShutdownAsync(CancellationToken cancellationToken) => app.WaitForShutdownAsync(cancellationToken);

    /// <summary>Finishes the requests and the batch under way, then closes the data folder. What is queued stays queued.</summary>
    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
        folder.Dispose();
    }

    private static DataFolder OpenFolder(string path)
    {
        try
        {
            return DataFolder.Open(path);
        }
        catch (DataFolderUnusableException exception)
        {
            throw new StartupException(exception.Message, exception);
        }
    }

    private static void AddServices(WebApplicationBuilder builder, DataFolder folder, RelayHostOptions options)
    {
        builder.Services
            .AddOrderRelayCore()
            .AddSqlite(folder, options.AcceptLoss)
            .AddSingleton<OperatorAccess>()
            .AddSingleton<ErrorBoundary>()
            .AddSingleton<DeadLetterSignal>()
            .AddSingleton<JobSignal>()
            .AddSingleton<LiveHub>()
            .AddSingleton<StreamRoute>();
        if (options.Time is { } time)
        {
            builder.Services.AddSingleton(time);
        }

        builder.AddOtlpExport();
        builder.Services.AddHostedService<DeadLetterPump>();
        builder.Services.AddHostedService<StallWatch>();
        builder.Services.AddHostedService<RetentionPump>();
        builder.Services.AddHostedService<StatsPump>();
        builder.Services.AddHostedService(static provider => provider.GetRequiredService<LiveHub>());
        builder.Services.AddHostedService<NotificationPump>();
        builder.Services.AddHostedService<JobPump>();
        if (builder.Configuration.GetValue("Pipeline:Projection", true))
        {
            builder.Services.AddHostedService<ProjectionPump>();
        }

        options.Services?.Invoke(builder.Services);
    }

    /// <summary>Mistakes in settings show at once, not with the first request or order that they are for.</summary>
    private static void CheckSettings(IServiceProvider services)
    {
        try
        {
            services.CheckNotifications();
            _ = services.GetRequiredService<RateLimitOptions>();
            _ = services.GetRequiredService<RetentionOptions>();
        }
        catch (ArgumentException exception)
        {
            throw new StartupException(exception.Message, exception);
        }
    }

    private static void MapRoutes(WebApplication app)
    {
        var boundary = app.Services.GetRequiredService<ErrorBoundary>();
        var access = app.Services.GetRequiredService<OperatorAccess>();
        var webhooks = new WebhookRoute(app.Services.GetRequiredService<ReceiveWebhook>());
        app.Use(next => context => boundary.InvokeAsync(context, next));
        app.Use(next => context => access.InvokeAsync(context, next));
        app.MapPost("/api/webhooks/{provider}", webhooks.ReceiveAsync);
        OperatorRoutes.Map(app);
        PublicRoutes.Map(app);
    }

    private static void Observe(IServiceProvider services)
    {
        var queue = services.GetRequiredService<IQueueDepthSource>();
        var time = services.GetRequiredService<TimeProvider>();
        services.GetRequiredService<RelayTelemetry>().ObserveQueue("order-events", () =>
        {
            var depth = queue.GetDepthAsync(CancellationToken.None);
            return depth.IsCompletedSuccessfully && depth.GetAwaiter().GetResult() is { } known
                ? (known.Active, known.OldestEnqueuedAt is { } oldest ? time.GetUtcNow() - oldest : TimeSpan.Zero)
                : (0, TimeSpan.Zero);
        });
    }
}
