using Azure;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using OrderRelay.Functions.Tables;

namespace OrderRelay.Functions.ServiceBus;

/// <summary>One delivery of <c>order-events</c>: reads the messages, projects them together, and settles each by its outcome.</summary>
public sealed class OrderEventBatch(MessageReader reader, ProjectOrder project, TableOrderStore store, Settlement settlement, Random random)
{
    public async Task HandleAsync(IReadOnlyList<ServiceBusReceivedMessage> messages, ServiceBusMessageActions actions, CancellationToken cancellationToken)
    {
        using var span = DeliverySpan.Start(messages);
        var outcomes = new Outcome?[messages.Count];
        var items = new List<(int Index, ProjectionItem Item)>(messages.Count);
        for (var i = 0; i < messages.Count; i++)
        {
            (var item, outcomes[i]) = await ReadAsync(messages[i], cancellationToken);
            if (item is not null)
            {
                items.Add((i, item));
            }
        }

        var projected = await project.HandleAsync([.. items.Select(static item => item.Item)], cancellationToken);
        for (var i = 0; i < items.Count; i++)
        {
            outcomes[items[i].Index] = await RepairedAsync(messages[items[i].Index], items[i].Item, projected[i], cancellationToken);
        }

        await Task.WhenAll(messages.Select((message, i) => settlement.SettleAsync(message, outcomes[i]!, actions, cancellationToken)));
    }

    private async Task<(ProjectionItem? Item, Outcome? Outcome)> ReadAsync(ServiceBusReceivedMessage received, CancellationToken cancellationToken)
    {
        try
        {
            var (message, hasBody) = await reader.ReadAsync(received, cancellationToken);
            return hasBody
                ? (new(message, MessageReader.AttemptsOf(received)), null)
                : (null, new Outcome.DeadLetter(DeadLetterReason.Unexpected, "the blob with the body is gone: ask the provider to send the event again"));
        }
        catch (Exception fault) when (fault is RequestFailedException or AggregateException)
        {
            return (null, Decide(received, "the blob with the body could not be read"));
        }
    }

    /// <summary>Delivered again, an event may have been committed by a delivery that ended before the order's index was written.</summary>
    private async Task<Outcome> RepairedAsync(ServiceBusReceivedMessage received, ProjectionItem item, Outcome outcome, CancellationToken cancellationToken)
    {
        if (outcome is not Outcome.Completed || item.Message.OrderId is not { } orderId)
        {
            return outcome;
        }

        try
        {
            if (item.Attempt > 1)
            {
                await store.RepairAsync(new OrderKey(item.Message.Provider, orderId), cancellationToken);
            }

            await reader.ForgetErasedAsync(received, store, cancellationToken);
            return outcome;
        }
        catch (Exception fault) when (fault is StoreUnavailableException or RequestFailedException)
        {
            return FailurePolicy.Decide(HandlingFailure.Passing("the store could not be tidied after the event"), item.Attempt, random.NextDouble());
        }
    }

    private Outcome Decide(ServiceBusReceivedMessage received, string text)
        => FailurePolicy.Decide(HandlingFailure.Passing(text), MessageReader.AttemptsOf(received), random.NextDouble());
}
