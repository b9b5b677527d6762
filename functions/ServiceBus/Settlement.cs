using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using OrderRelay.Core.Pipeline;

namespace OrderRelay.Functions.ServiceBus;

/// <summary>Carries out what the pipeline decided: the only place of this host that knows locks.</summary>
public sealed class Settlement(ServiceBusSender sender, TimeProvider time, ILogger<Settlement> logger)
{
    /// <summary>The broker keeps so many characters of a description.</summary>
    private const int MaxDescription = 4096;

    /// <summary>
    /// Settles one message. A failure is logged and otherwise left alone: the lock expires, the message is delivered again, and
    /// handling it twice changes nothing. To throw would abandon it at once, without any backoff.
    /// </summary>
    public async Task SettleAsync(ServiceBusReceivedMessage message, Outcome outcome, ServiceBusMessageActions actions, CancellationToken cancellationToken)
    {
        try
        {
            await CarryOutAsync(message, outcome, actions, cancellationToken);
        }
#pragma warning disable CA1031 // The worker reports a lost lock as whatever its channel throws; one message must not stop its batch.
        catch (Exception fault) when (fault is not OperationCanceledException)
#pragma warning restore CA1031
        {
            logger.NotSettled(message.MessageId, message.DeliveryCount, fault);
        }
    }

    private Task CarryOutAsync(ServiceBusReceivedMessage message, Outcome outcome, ServiceBusMessageActions actions, CancellationToken cancellationToken) => outcome switch
    {
        Outcome.Completed => actions.CompleteMessageAsync(message, cancellationToken),
        Outcome.Retry retry => PutOffAsync(message, retry, actions, cancellationToken),
        Outcome.DeadLetter dead => actions.DeadLetterMessageAsync(
            message, dead.ExceptionType is { } type ? new() { [MessageProperties.ExceptionType] = type } : null, DeadLetterWords.Of(dead.Reason), dead.Text[..Math.Min(MaxDescription, dead.Text.Length)], cancellationToken),
        _ => throw new InvalidOperationException($"no settlement for {outcome.GetType().Name}"),
    };

    /// <summary>
    /// The copy first: between the two the message is there twice, never not at all. It is due by the broker's clock, of which the
    /// message shows what it said last: by the clock of an instance that is behind, the copy would be due at once, again and again.
    /// </summary>
    private async Task PutOffAsync(ServiceBusReceivedMessage message, Outcome.Retry retry, ServiceBusMessageActions actions, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var broker = message.EnqueuedTime;
        await sender.SendMessageAsync(
            MessageWriter.Again(message, MessageReader.AttemptsOf(message), (broker > now ? broker : now) + retry.Delay), cancellationToken);
        await actions.CompleteMessageAsync(message, cancellationToken);
    }
}
