using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OrderRelay.Core;
using OrderRelay.Core.Authentication;
using OrderRelay.Core.Notifications;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using OrderRelay.Local.Demo;
using OrderRelay.Local.Hosting;
using OrderRelay.Local.Sqlite;

namespace OrderRelay.Functions.Tests.Equality;

/// <summary>The local host's pipeline over its SQLite adapters, moved on by hand instead of by its pumps.</summary>
internal sealed class LocalSubject : IAsyncDisposable
{
    private const int Plenty = 1000;

    private readonly string path = Directory.CreateTempSubdirectory("orderrelay-log-").FullName;
    private readonly DataFolder folder;
    private readonly ServiceProvider services;
    private readonly JudgingChannel channel = new();

    private LocalSubject(TimeProvider time)
    {
        folder = DataFolder.Open(path);
        services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(HostSettings.All).Build())
            .AddOrderRelayCore()
            .AddSqlite(folder)
            .AddSingleton(time)
            .AddSingleton<IChannelCatalog>(channel)
            .BuildServiceProvider();
    }

    public IOrderStore Orders => Get<IOrderStore>();

    public IDeadLetterStore Desk => Get<IDeadLetterStore>();

    public INotificationLog Log => Get<INotificationLog>();

    /// <summary>Requests for notifications, as received.</summary>
    public List<string> Requested { get; } = [];

    public IReadOnlyList<string> Sent => channel.Received;

    private IQueueReceiver Events => Get<IQueueReceiver>();

    private IQueueReceiver Notifications => services.GetRequiredKeyedService<IQueueReceiver>(NotificationMessages.QueueName);

    public static LocalSubject Create(TimeProvider time) => new(time);

    public async Task<int> PostAsync(PlannedRequest request)
    {
        var headers = new TokenHeaders(request.HasRightToken ? HostSettings.Token : "wrong");
        return (await Get<ReceiveWebhook>().HandleAsync(new(request.Provider, headers, request.Body, null), default)).Status;
    }

    /// <inheritdoc cref="AzureSubject.DeliverAsync"/>
    public async Task DeliverAsync(bool isRedelivered)
    {
        if (await Events.GetDepthAsync(default) is { Active: > 0 })
        {
            var messages = await Events.ReceiveAsync(Plenty, default);
            if (isRedelivered)
            {
                _ = await ProjectAsync(messages, attempt: 1);
            }

            var outcomes = await ProjectAsync(messages, isRedelivered ? 2 : 1);
            await Events.SettleAsync([.. messages.Zip(outcomes, static (message, outcome) => new Settlement(message, outcome))], default);
            await CollectAsync(Events);
        }

        while (await Notifications.GetDepthAsync(default) is { Active: > 0 })
        {
            foreach (var request in (await Notifications.ReceiveAsync(Plenty, default)).OrderBy(static request => request.Message.MessageId, StringComparer.Ordinal))
            {
                Requested.Add(HostTexts.Of(request.Message.MessageId, request.Message.Body));
                await Notifications.SettleAsync([new(request, await Get<SendNotification>().HandleAsync(request.Message, default))], default);
                await CollectAsync(Notifications);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        folder.Dispose();
        Directory.Delete(path, recursive: true);
    }

    private ValueTask<IReadOnlyList<Outcome>> ProjectAsync(IReadOnlyList<ReceivedMessage> messages, int attempt)
        => Get<ProjectOrder>().HandleAsync([.. messages.Select(message => new ProjectionItem(message.Message, attempt))], default);

    private async Task CollectAsync(IQueueReceiver queue)
    {
        foreach (var dead in await queue.PeekDeadAsync(Plenty, default))
        {
            await Get<CollectDeadLetter>().HandleAsync(dead, default);
            await queue.RemoveDeadAsync([dead.SequenceNumber], default);
        }
    }

    private T Get<T>()
        where T : notnull
        => services.GetRequiredService<T>();

    private sealed class TokenHeaders(string token) : IWebhookHeaders
    {
        public string? this[string name] => name is "Auth-Token" or "Authorization" ? token : null;
    }
}
