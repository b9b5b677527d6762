using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.DependencyInjection;
using OrderRelay.Core.Notifications;
using OrderRelay.Core.Ports;
using OrderRelay.Functions.Tests.Functions;
using OrderRelay.Local.Demo;

namespace OrderRelay.Functions.Tests.Equality;

/// <summary>The Azure host through its triggers, over real tables and a broker that drops duplicates as the real one does.</summary>
internal sealed class AzureSubject : IAsyncDisposable
{
    private readonly RelayUnderTest relay;
    private readonly JudgingChannel channel;
    private readonly HashSet<string> known = new(StringComparer.Ordinal);

    private AzureSubject(RelayUnderTest relay, JudgingChannel channel) => (this.relay, this.channel) = (relay, channel);

    public IOrderStore Orders => relay.Storage.Orders;

    public IDeadLetterStore Desk => relay.Storage.DeadLetters;

    public INotificationLog Log => relay.Storage.Notifications;

    /// <summary>Requests for notifications, as enqueued.</summary>
    public List<string> Requested { get; } = [];

    public IReadOnlyList<string> Sent => channel.Received;

    public static async Task<AzureSubject> CreateAsync(TimeProvider time)
    {
        var channel = new JudgingChannel();
        return new(await RelayUnderTest.CreateAsync(HostSettings.All, time, services => services.AddSingleton<IChannelCatalog>(channel)), channel);
    }

    public async Task<int> PostAsync(PlannedRequest request)
        => (await relay.PostAsync(request.Provider, request.Body.ToArray(), request.HasRightToken ? HostSettings.Token : "wrong")).Status;

    /// <summary>Delivers whatever waits, as one batch; once more before it is settled where the first delivery was lost. What a
    /// batch requests comes in no order of its own, and enough refusals in a row pause a channel: by id it is the same in both hosts.</summary>
    public async Task DeliverAsync(bool isRedelivered)
    {
        if (Taken(relay.Sent) is { Count: > 0 } events)
        {
            if (isRedelivered)
            {
                _ = await relay.ProjectBatchAsync(events, deliveryCount: 1);
            }

            var (_, dead) = await relay.ProjectBatchAsync(events, isRedelivered ? 2 : 1);
            if (dead.Count > 0)
            {
                Assert.All(await relay.CollectAsync([.. dead]), static step => Assert.Equal("complete", step));
            }
        }

        foreach (var request in Taken(relay.Notified).OrderBy(static request => request.MessageId, StringComparer.Ordinal))
        {
            Requested.Add(HostTexts.Of(request.MessageId, request.Body.ToMemory()));
            await relay.NotifyAndCollectAsync(request);
        }

        // The copies would be delivered without regard to their time, which the other host's queue waits for.
        Assert.True(relay.Notified.Count == 0 && relay.Sent.Count == 0, "a message was put off: let nothing fail in this log that is tried again");
    }

    public ValueTask DisposeAsync() => relay.DisposeAsync();

    private List<ServiceBusMessage> Taken(List<ServiceBusMessage> queue)
    {
        var fresh = queue.Where(message => known.Add(message.MessageId)).ToList();
        queue.Clear();
        return fresh;
    }
}
