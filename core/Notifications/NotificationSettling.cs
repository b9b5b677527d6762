using System.Globalization;
using Microsoft.Extensions.Logging;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;

namespace OrderRelay.Core.Notifications;

/// <summary>Notes what became of a request, and says what that means for its message.</summary>
public sealed class NotificationSettling(INotificationLog log, IDeadLetterStore desk, TimeProvider time, Random random, ILogger<NotificationSettling> logger)
{
    private static readonly TimeSpan StorePause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LanePause = TimeSpan.FromSeconds(2);

    /// <summary>What waited for one moment must not all come in it.</summary>
    private static readonly TimeSpan Scatter = TimeSpan.FromSeconds(20);

    internal DateTimeOffset Now => time.GetUtcNow();

    internal Outcome StoreAway(string text) => new Outcome.Retry(StorePause * (0.5 + Jitter()), text);

    internal Outcome LaneFull(string channel) => new Outcome.Retry(LanePause * (0.5 + Jitter()), $"as much as may be is under way to channel {channel}");

    internal Outcome Unexpected(NotificationRequest request, Exception exception)
    {
        logger.NotifyingBroke(request.Order.Provider, request.Id, exception);
        return new Outcome.Retry(StorePause * (0.5 + Jitter()), $"unexpected {exception.GetType().Name}");
    }

    /// <summary>Settled by an earlier delivery: the message may go, and so may the letter that it came back from.</summary>
    internal async ValueTask<Outcome> DoneAsync(QueueMessage message, NotificationEntry entry, CancellationToken cancellationToken)
    {
        if (message.ReplayOf is { } letterId)
        {
            await ReplayedLetter.ResolveAsync(desk, letterId, entry.Order.OrderId, Now, cancellationToken);
        }

        return Outcome.Completed.Instance;
    }

    internal async ValueTask<Outcome> SkippedAsync(QueueMessage message, NotificationEntry entry, string text, CancellationToken cancellationToken)
    {
        logger.NotificationSkipped(entry.Order.Provider, entry.Order.OrderId, entry.Id, entry.Change, text);
        await log.PutAsync(entry with { Status = NotificationEntries.Skipped, Text = text }, cancellationToken);
        return await DoneAsync(message, entry, cancellationToken);
    }

    internal async ValueTask<Outcome> WaitAsync(NotificationEntry entry, Turn.Wait wait, CancellationToken cancellationToken)
    {
        if (entry.Text != wait.Text || entry.Status != NotificationEntries.Pending)
        {
            await log.PutAsync(entry with { Status = NotificationEntries.Pending, Text = wait.Text }, cancellationToken);
        }

        return new Outcome.Retry(wait.Until - Now + (Scatter * Jitter()), wait.Text);
    }

    internal async ValueTask<Outcome> FailedAsync(NotificationEntry entry, DeadLetterReason reason, string text, CancellationToken cancellationToken)
    {
        await log.PutAsync(entry with { Status = NotificationEntries.Failed, Text = text }, cancellationToken);
        return new Outcome.DeadLetter(reason, text);
    }

    /// <summary>It failed for good, but its message did not reach the desk: once more, under the same letter.</summary>
    internal static Outcome FailedBefore(NotificationEntry entry)
    {
        var reason = entry.Attempts.Count == 0 ? DeadLetterReason.Unexpected
            : NextDelay(entry, 1, null) is null ? DeadLetterReason.AttemptsExhausted
            : DeadLetterReason.ReceiverRefused;
        return new Outcome.DeadLetter(reason, entry.Text ?? "it failed");
    }

    internal async ValueTask<Outcome> AnsweredAsync(QueueMessage message, NotificationEntry entry, ChannelResult result, CancellationToken cancellationToken)
    {
        switch (result.Status)
        {
            case ChannelStatus.Delivered:
                await log.PutAsync(entry with { Status = NotificationEntries.Sent }, cancellationToken);
                return await DoneAsync(message, entry, cancellationToken);
            case ChannelStatus.Refused:
                return await FailedAsync(entry, DeadLetterReason.ReceiverRefused, $"channel {entry.Channel} refused it: {result.Answer}", cancellationToken);
            case ChannelStatus.Gone:
                return await FailedAsync(
                    entry, DeadLetterReason.ReceiverRefused, $"the receiver of channel {entry.Channel} is gone: {result.Answer}; the channel is disabled", cancellationToken);
            default:
                return await FailedForNowAsync(entry, result, cancellationToken);
        }
    }

    private async ValueTask<Outcome> FailedForNowAsync(NotificationEntry entry, ChannelResult result, CancellationToken cancellationToken)
    {
        if (NextDelay(entry, Jitter(), result.RetryAfter) is not { } delay)
        {
            var attempts = entry.Attempts.Count.ToString(CultureInfo.InvariantCulture);
            return await FailedAsync(entry, DeadLetterReason.AttemptsExhausted, $"failed {attempts} times; the last time: {result.Answer}", cancellationToken);
        }

        var text = $"channel {entry.Channel} answered {result.Answer}";
        await log.PutAsync(entry with { Text = text }, cancellationToken);
        return new Outcome.Retry(delay, text);
    }

    private static TimeSpan? NextDelay(NotificationEntry entry, double jitter, TimeSpan? retryAfter)
    {
        var last = entry.Attempts[^1];
        var elapsed = last.At - entry.Attempts[0].At + TimeSpan.FromMilliseconds(last.DurationMilliseconds);
        return DeliverySchedule.Next(entry.Attempts.Count, elapsed, jitter, retryAfter);
    }

    private double Jitter()
    {
        lock (random)
        {
            return random.NextDouble();
        }
    }
}
