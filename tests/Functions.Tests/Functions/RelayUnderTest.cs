using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Moq;
using OrderRelay.Functions.Blobs;
using OrderRelay.Functions.Functions;
using OrderRelay.Functions.Hosting;
using OrderRelay.Functions.ServiceBus;
using OrderRelay.Functions.Tests.ServiceBus;
using OrderRelay.Functions.Tests.Storage;

namespace OrderRelay.Functions.Tests.Functions;

/// <summary>The app as composed, over tables of its own and a broker that only remembers.</summary>
internal sealed class RelayUnderTest : IAsyncDisposable
{
    /// <summary>A token of each provider.</summary>
    public static readonly Dictionary<string, string?> Tokens = new()
    {
        ["Providers:captain:Auth:Tokens:0"] = "token",
        ["Providers:abbiamo:Auth:Tokens:0"] = "token",
    };

    private readonly IHost host;

    private RelayUnderTest(IHost host, TestStorage storage, Mock<ServiceBusSender> sender, List<ServiceBusMessage> sent, List<ServiceBusMessage> notified)
        => (this.host, Storage, Sender, Sent, Notified) = (host, storage, sender, sent, notified);

    public TestStorage Storage { get; }

    public Mock<ServiceBusSender> Sender { get; }

    /// <summary>To <c>order-events</c>.</summary>
    public List<ServiceBusMessage> Sent { get; }

    /// <summary>To <c>notifications</c>.</summary>
    public List<ServiceBusMessage> Notified { get; }

    /// <param name="settings">Beside those of the storage; null for a token of each provider.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <param name="more">Services that take the place of the app's own.</param>
    public static async Task<RelayUnderTest> CreateAsync(
        IReadOnlyDictionary<string, string?>? settings = null, TimeProvider? time = null, Action<IServiceCollection>? more = null)
    {
        var storage = await TestStorage.CreateAsync();
        var (sent, notified) = (new List<ServiceBusMessage>(), new List<ServiceBusMessage>());
        var sender = SenderTo(sent);

        var builder = FunctionsApplication.CreateBuilder([]);
        builder.ConfigureFunctionsWebApplication();
        builder.Configuration.AddInMemoryCollection([new("TableConnection", "UseDevelopmentStorage=true")]);
        builder.Configuration.AddInMemoryCollection(settings ?? Tokens);
        builder.Services.AddRelay(builder.Configuration)
            .AddSingleton(storage.Tables)
            .AddSingleton<IBodyArchive>(storage.Archive)
            .AddSingleton(sender.Object)
            .AddSingleton(time ?? TimeProvider.System)
            .AddKeyedSingleton(QueueNames.Notifications, SenderTo(notified).Object);
        more?.Invoke(builder.Services);
        return new(builder.Build(), storage, sender, sent, notified);
    }

    public T Function<T>() => (T)Function(typeof(T));

    public object Function(Type type) => ActivatorUtilities.CreateInstance(host.Services, type);

    public T Service<T>()
        where T : notnull
        => host.Services.GetRequiredService<T>();

    /// <summary>Sends a webhook; its token goes where each provider sends one.</summary>
    public async Task<(int Status, byte[] Body)> PostAsync(string provider, byte[] body, string? token)
    {
        var request = Calls.Request($"/api/webhooks/{provider}", "POST", body);
        if (token is not null)
        {
            request.Headers["Auth-Token"] = token;
            request.Headers.Authorization = token;
        }

        return await Calls.AnswerAsync(await Function<ReceiveWebhook>().RunAsync(request, provider));
    }

    /// <returns>How each message was settled.</returns>
    public Task<IReadOnlyList<string>> ProjectAsync(params ServiceBusReceivedMessage[] messages)
        => SettledAsync(actions => Function<ProjectOrder>().RunAsync(messages, actions, default));

    public Task<IReadOnlyList<string>> CollectAsync(params ServiceBusReceivedMessage[] messages)
        => SettledAsync(actions => Function<CollectDeadLetter>().RunAsync(messages, actions, default));

    public Task<IReadOnlyList<string>> CollectNotificationAsync(params ServiceBusReceivedMessage[] messages)
        => SettledAsync(actions => Function<CollectDeadNotification>().RunAsync(messages, actions, default));

    public Task<IReadOnlyList<string>> NotifyAsync(ServiceBusReceivedMessage message)
        => SettledAsync(actions => Function<SendNotification>().RunAsync(message, actions, default));

    /// <summary>From now on whatever is sent to <c>order-events</c> is delivered before the sender hears of it.</summary>
    public void DeliverWhenSent() => Sender.Setup(static sender => sender.SendMessageAsync(It.IsAny<ServiceBusMessage>(), It.IsAny<CancellationToken>()))
        .Returns((ServiceBusMessage message, CancellationToken _) => DeliverAsync(message));

    /// <summary>One run of the timer that carries jobs on.</summary>
    public Task RunJobsAsync() => Function<RunJobs>().RunAsync(new(), default);

    public async ValueTask DisposeAsync()
    {
        if (host is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
    }

    /// <summary>Delivers one message, and what became of it to the collector if need be.</summary>
    public async Task DeliverAsync(ServiceBusMessage message)
    {
        (string Reason, string Text)? dead = null;
        await SettledAsync(actions => Function<ProjectOrder>().RunAsync([Received.Of(message)], actions, default), (_, reason, text) => dead = (reason, text));
        if (dead is { } why)
        {
            await CollectAsync(Received.Of(message, reason: why.Reason, description: why.Text));
        }
    }

    /// <summary>Delivers messages as one batch.</summary>
    /// <returns>How each was settled, and those that were dead-lettered as the dead-letter queue would deliver them.</returns>
    public async Task<(IReadOnlyList<string> Steps, IReadOnlyList<ServiceBusReceivedMessage> Dead)> ProjectBatchAsync(
        IReadOnlyList<ServiceBusMessage> messages, int deliveryCount)
    {
        var dead = new ConcurrentQueue<ServiceBusReceivedMessage>();
        var byId = messages.ToDictionary(static message => message.MessageId, StringComparer.Ordinal);
        var steps = await SettledAsync(
            actions => Function<ProjectOrder>().RunAsync([.. messages.Select(message => Received.Of(message, deliveryCount))], actions, default),
            (message, reason, text) => dead.Enqueue(Received.Of(byId[message.MessageId], reason: reason, description: text)));
        return (steps, [.. dead]);
    }

    /// <summary>Delivers one request for a notification, and what became of it to the collector if need be.</summary>
    public async Task NotifyAndCollectAsync(ServiceBusMessage message)
    {
        ServiceBusReceivedMessage? dead = null;
        await SettledAsync(
            actions => Function<SendNotification>().RunAsync(Received.Of(message), actions, default),
            (_, reason, text) => dead = Received.Of(message, reason: reason, description: text));
        if (dead is not null)
        {
            await CollectNotificationAsync(dead);
        }
    }

    private static Mock<ServiceBusSender> SenderTo(List<ServiceBusMessage> messages)
    {
        var sender = new Mock<ServiceBusSender>();
        sender.Setup(static sender => sender.SendMessageAsync(It.IsAny<ServiceBusMessage>(), It.IsAny<CancellationToken>()))
            .Callback((ServiceBusMessage message, CancellationToken _) =>
            {
                // A batch requests the notifications of its orders side by side.
                lock (messages)
                {
                    messages.Add(message);
                }
            })
            .Returns(Task.CompletedTask);
        sender.Setup(static sender => sender.CreateMessageBatchAsync(It.IsAny<CancellationToken>()))
            .ReturnsAsync(static () => ServiceBusModelFactory.ServiceBusMessageBatch(0, []));
        return sender;
    }

    private static async Task<IReadOnlyList<string>> SettledAsync(Func<ServiceBusMessageActions, Task> run, Action<ServiceBusReceivedMessage, string, string>? dead = null)
    {
        var steps = new ConcurrentQueue<string>();
        var actions = new Mock<ServiceBusMessageActions>(MockBehavior.Strict);
        actions.Setup(static actions => actions.CompleteMessageAsync(It.IsAny<ServiceBusReceivedMessage>(), It.IsAny<CancellationToken>()))
            .Callback(() => steps.Enqueue("complete"))
            .Returns(Task.CompletedTask);
        actions.Setup(static actions => actions.DeadLetterMessageAsync(It.IsAny<ServiceBusReceivedMessage>(), null, It.IsAny<string>(), It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Callback((ServiceBusReceivedMessage message, Dictionary<string, object>? _, string reason, string text, CancellationToken _) =>
            {
                steps.Enqueue($"dead {reason}");
                dead?.Invoke(message, reason, text);
            })
            .Returns(Task.CompletedTask);
        await run(actions.Object);
        return [.. steps];
    }
}
