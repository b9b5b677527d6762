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
using OrderRelay.Functions.Tests.Storage;

namespace OrderRelay.Functions.Tests.Functions;

/// <summary>The app as composed, over tables of its own and a broker that only remembers.</summary>
internal sealed class RelayUnderTest : IAsyncDisposable
{
    private readonly IHost host;

    private RelayUnderTest(IHost host, TestStorage storage, Mock<ServiceBusSender> sender, List<ServiceBusMessage> sent)
        => (this.host, Storage, Sender, Sent) = (host, storage, sender, sent);

    public TestStorage Storage { get; }

    public Mock<ServiceBusSender> Sender { get; }

    public List<ServiceBusMessage> Sent { get; }

    public static async Task<RelayUnderTest> CreateAsync()
    {
        var storage = await TestStorage.CreateAsync();
        var (sender, sent) = (new Mock<ServiceBusSender>(), new List<ServiceBusMessage>());
        sender.Setup(static sender => sender.SendMessageAsync(It.IsAny<ServiceBusMessage>(), It.IsAny<CancellationToken>()))
            .Callback((ServiceBusMessage message, CancellationToken _) => sent.Add(message))
            .Returns(Task.CompletedTask);

        var builder = FunctionsApplication.CreateBuilder([]);
        builder.ConfigureFunctionsWebApplication();
        builder.Configuration.AddInMemoryCollection([
            new("TableConnection", "UseDevelopmentStorage=true"),
            new("Providers:captain:Auth:Tokens:0", "token"),
            new("Providers:abbiamo:Auth:Tokens:0", "token"),
        ]);
        builder.Services.AddRelay(builder.Configuration)
            .AddSingleton(storage.Tables)
            .AddSingleton<IBodyArchive>(storage.Archive)
            .AddSingleton(sender.Object);
        return new(builder.Build(), storage, sender, sent);
    }

    public T Function<T>() => ActivatorUtilities.CreateInstance<T>(host.Services);

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

    private static async Task<IReadOnlyList<string>> SettledAsync(Func<ServiceBusMessageActions, Task> run)
    {
        var steps = new ConcurrentQueue<string>();
        var actions = new Mock<ServiceBusMessageActions>(MockBehavior.Strict);
        actions.Setup(static actions => actions.CompleteMessageAsync(It.IsAny<ServiceBusReceivedMessage>(), It.IsAny<CancellationToken>()))
            .Callback(() => steps.Enqueue("complete"))
            .Returns(Task.CompletedTask);
        actions.Setup(static actions => actions.DeadLetterMessageAsync(It.IsAny<ServiceBusReceivedMessage>(), null, It.IsAny<string>(), It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Callback((ServiceBusReceivedMessage _, Dictionary<string, object>? _, string? reason, string? _, CancellationToken _) => steps.Enqueue($"dead {reason}"))
            .Returns(Task.CompletedTask);
        await run(actions.Object);
        return [.. steps];
    }
}
