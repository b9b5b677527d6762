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
using OrderRelay.Functions.Tests.ServiceBus;
using OrderRelay.Functions.Tests.Storage;

namespace OrderRelay.Functions.Tests.Functions;

/// <summary>The app as composed, over tables of its own and a broker that only remembers.</summary>
internal sealed class RelayUnderTest : IAsyncDisposable
{
    private static readonly Dictionary<string, string?> Tokens = new()
    {
        ["Providers:captain:Auth:Tokens:0"] = "token",
        ["Providers:abbiamo:Auth:Tokens:0"] = "token",
    };

    private readonly IHost host;

    private RelayUnderTest(IHost host, TestStorage storage, Mock<ServiceBusSender> sender, List<ServiceBusMessage> sent)
        => (this.host, Storage, Sender, Sent) = (host, storage, sender, sent);

    public TestStorage Storage { get; }

    public Mock<ServiceBusSender> Sender { get; }

    public List<ServiceBusMessage> Sent { get; }

    /// <param name="settings">Beside those of the storage; null for a token of each provider.</param>
    /// <param name="time">The clock; null for the system's.</param>
    public static async Task<RelayUnderTest> CreateAsync(IReadOnlyDictionary<string, string?>? settings = null, TimeProvider? time = null)
    {
        var storage = await TestStorage.CreateAsync();
        var (sender, sent) = (new Mock<ServiceBusSender>(), new List<ServiceBusMessage>());
        sender.Setup(static sender => sender.SendMessageAsync(It.IsAny<ServiceBusMessage>(), It.IsAny<CancellationToken>()))
            .Callback((ServiceBusMessage message, CancellationToken _) => sent.Add(message))
            .Returns(Task.CompletedTask);
        sender.Setup(static sender => sender.CreateMessageBatchAsync(It.IsAny<CancellationToken>()))
            .ReturnsAsync(static () => ServiceBusModelFactory.ServiceBusMessageBatch(0, []));

        var builder = FunctionsApplication.CreateBuilder([]);
        builder.ConfigureFunctionsWebApplication();
        builder.Configuration.AddInMemoryCollection([new("TableConnection", "UseDevelopmentStorage=true")]);
        builder.Configuration.AddInMemoryCollection(settings ?? Tokens);
        builder.Services.AddRelay(builder.Configuration)
            .AddSingleton(storage.Tables)
            .AddSingleton<IBodyArchive>(storage.Archive)
            .AddSingleton(sender.Object)
            .AddSingleton(time ?? TimeProvider.System);
        return new(builder.Build(), storage, sender, sent);
    }

    public T Function<T>() => (T)Function(typeof(T));

    public object Function(Type type) => ActivatorUtilities.CreateInstance(host.Services, type);

    /// <returns>How each message was settled.</returns>
    public Task<IReadOnlyList<string>> ProjectAsync(params ServiceBusReceivedMessage[] messages)
        => SettledAsync(actions => Function<ProjectOrder>().RunAsync(messages, actions, default));

    public Task<IReadOnlyList<string>> CollectAsync(params ServiceBusReceivedMessage[] messages)
        => SettledAsync(actions => Function<CollectDeadLetter>().RunAsync(messages, actions, default));

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
        await SettledAsync(actions => Function<ProjectOrder>().RunAsync([Received.Of(message)], actions, default), (reason, text) => dead = (reason, text));
        if (dead is { } why)
        {
            await CollectAsync(Received.Of(message, reason: why.Reason, description: why.Text));
        }
    }

    private static async Task<IReadOnlyList<string>> SettledAsync(Func<ServiceBusMessageActions, Task> run, Action<string, string>? dead = null)
    {
        var steps = new ConcurrentQueue<string>();
        var actions = new Mock<ServiceBusMessageActions>(MockBehavior.Strict);
        actions.Setup(static actions => actions.CompleteMessageAsync(It.IsAny<ServiceBusReceivedMessage>(), It.IsAny<CancellationToken>()))
            .Callback(() => steps.Enqueue("complete"))
            .Returns(Task.CompletedTask);
        actions.Setup(static actions => actions.DeadLetterMessageAsync(It.IsAny<ServiceBusReceivedMessage>(), null, It.IsAny<string>(), It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Callback((ServiceBusReceivedMessage _, Dictionary<string, object>? _, string reason, string text, CancellationToken _) =>
            {
                steps.Enqueue($"dead {reason}");
                dead?.Invoke(reason, text);
            })
            .Returns(Task.CompletedTask);
        await run(actions.Object);
        return [.. steps];
    }
}
