using System.Diagnostics;
using System.Diagnostics.Metrics;
using OrderRelay.Core.Notifications;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Retention;

namespace OrderRelay.Core.Telemetry;

/// <summary>
/// Every measurement of the pipeline: one <see cref="ActivitySource"/>, one <see cref="Meter"/>, and beside them the
/// figures that <c>/api/stats</c> shows. Tags are closed sets: no id, no secret and nothing personal becomes a tag.
/// </summary>
public sealed class RelayTelemetry : IDisposable
{
    public const string Name = "OrderRelay";

    private readonly Meter meter;
    private readonly Counter<long> received;
    private readonly Counter<long> refused;
    private readonly Counter<long> duplicates;
    private readonly Counter<long> verdicts;
    private readonly Counter<long> late;
    private readonly Counter<long> unknownStatuses;
    private readonly Counter<long> deadLetters;
    private readonly Counter<long> stalled;
    private readonly Counter<long> notifications;
    private readonly Counter<long> expired;
    private readonly Histogram<double> ackDuration;
    private readonly Histogram<double> endToEndDuration;

    public RelayTelemetry(TimeProvider time)
    {
        Stats = new PipelineStats(time);
        meter = new Meter(new MeterOptions(Name) { Scope = this });
        received = meter.CreateCounter<long>("orderrelay.webhooks.received", "{webhook}", "Webhooks acknowledged with 202.");
        refused = meter.CreateCounter<long>("orderrelay.webhooks.refused", "{webhook}", "Webhooks refused, by reason.");
        duplicates = meter.CreateCounter<long>("orderrelay.events.duplicates", "{event}", "Deliveries of an event that was already known.");
        verdicts = meter.CreateCounter<long>("orderrelay.events.verdicts", "{event}", "Events projected, by verdict.");
        late = meter.CreateCounter<long>("orderrelay.events.late", "{event}", "Events that arrived after one that happened later.");
        unknownStatuses = meter.CreateCounter<long>("orderrelay.events.unknown_statuses", "{event}", "Events with a status that no table knows.");
        deadLetters = meter.CreateCounter<long>("orderrelay.dead_letters", "{message}", "Messages put on the desk, by reason.");
        stalled = meter.CreateCounter<long>("orderrelay.orders.stalled", "{order}", "Orders whose provider fell silent before their end.");
        notifications = meter.CreateCounter<long>("orderrelay.notifications.attempts", "{attempt}", "Attempts to send a notification, by channel and answer.");
        expired = meter.CreateCounter<long>("orderrelay.retention.expired", "{record}", "What retention ended, by kind.");
        ackDuration = meter.CreateHistogram<double>("orderrelay.ack.duration", "s", "From the whole body read to the event durable.");
        endToEndDuration = meter.CreateHistogram<double>("orderrelay.end_to_end.duration", "s", "From received to projected.");
    }

    public static ActivitySource Source { get; } = new(Name);

    public PipelineStats Stats { get; }

    public void Accepted(string provider, TimeSpan duration)
    {
        received.Add(1, new KeyValuePair<string, object?>("provider", provider));
        ackDuration.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("provider", provider));
        Stats.Accepted(duration);
    }

    /// <param name="provider">A catalogue name, or <c>unknown</c>: never what the caller wrote.</param>
    /// <param name="reason">A word of a closed set, such as <c>wrong_credential</c>.</param>
    public void Refused(string provider, string reason)
    {
        refused.Add(1, new("provider", provider), new("reason", reason));
        Stats.Refused(reason);
    }

    /// <param name="channel">A name from configuration.</param>
    /// <param name="status">How the attempt ended.</param>
    public void Notified(string channel, ChannelStatus status)
        => notifications.Add(1, new("channel", channel), new("status", status switch
        {
            ChannelStatus.Delivered => "delivered",
            ChannelStatus.Passing => "passing",
            ChannelStatus.Refused => "refused",
            _ => "gone",
        }));

    public void Duplicate(string provider)
    {
        duplicates.Add(1, new KeyValuePair<string, object?>("provider", provider));
        Stats.Duplicate();
    }

    public void Projected(OrderEvent @event, Decision decision, bool arrivedLate, int? deliveryAttempt, TimeSpan endToEnd)
    {
        var provider = new KeyValuePair<string, object?>("provider", @event.Order.Provider);
        verdicts.Add(1, provider, new("verdict", StatusNames.Of(decision.Verdict)));
        endToEndDuration.Record(endToEnd.TotalSeconds, provider);
        if (arrivedLate)
        {
            late.Add(1, provider);
        }

        if (decision.Verdict is Verdict.UnknownStatus)
        {
            unknownStatuses.Add(1, provider);
        }

        Stats.Projected(@event, decision, arrivedLate, deliveryAttempt, endToEnd);
    }

    public void DeadLettered(DeadLetterReason reason)
    {
        deadLetters.Add(1, new KeyValuePair<string, object?>("reason", WireNames<DeadLetterReason>.Of(reason)));
        Stats.DeadLettered(reason);
    }

    public void Expired(RetentionKind kind, int count)
        => expired.Add(count, new KeyValuePair<string, object?>("kind", kind switch
        {
            RetentionKind.PersonalData => "personal_data",
            RetentionKind.RawBodies => "raw_bodies",
            RetentionKind.DeadLetters => "dead_letters",
            _ => "notifications",
        }));

    public void Stalled(string provider) => stalled.Add(1, new KeyValuePair<string, object?>("provider", provider));

    /// <summary>Lets the meter ask a host's queue for its depth and the age of its oldest message.</summary>
    public void ObserveQueue(string queue, Func<(long Depth, TimeSpan Age)> observe)
    {
        var tag = new KeyValuePair<string, object?>("queue", queue);
        meter.CreateObservableGauge("orderrelay.queue.depth", () => new Measurement<long>(observe().Depth, tag), "{message}", "Messages that are due.");
        meter.CreateObservableGauge("orderrelay.queue.age", () => new Measurement<double>(observe().Age.TotalSeconds, tag), "s", "Age of the oldest message that is due.");
    }

    public void Dispose() => meter.Dispose();
}
