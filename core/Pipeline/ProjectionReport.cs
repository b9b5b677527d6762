using System.Diagnostics;
using Microsoft.Extensions.Logging;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Telemetry;

namespace OrderRelay.Core.Pipeline;

/// <summary>
/// What the projection tells the world about each message: metrics, one wide log event, a span that continues the
/// request's trace, a word to who watches; and, of a failure, what the policy makes of it.
/// </summary>
public sealed class ProjectionReport(RelayTelemetry telemetry, ProjectionFeed feed, ILogger<ProjectOrder> logger, Random random)
{
    /// <summary>A short, jittered wait before folding again what others keep changing.</summary>
    internal TimeSpan ContentionDelay(int round) => TimeSpan.FromMilliseconds((Jitter() + 0.1) * 5 * Math.Min(1 << round, 64));

    internal Outcome Failed(ProjectionItem item, HandlingFailure failure)
    {
        var outcome = FailurePolicy.Decide(failure, item.Attempt, Jitter());
        var message = item.Message;
        if (outcome is Outcome.DeadLetter dead)
        {
            logger.DeadLettered(message.Provider, message.OrderId, message.Identity.Value, WireNames<DeadLetterReason>.Of(dead.Reason), dead.Text, item.Attempt);
        }
        else if (outcome is Outcome.Retry retry)
        {
            logger.PutOff(message.Provider, message.OrderId, message.Identity.Value, retry.Text, item.Attempt, retry.Delay.TotalSeconds);
        }

        return outcome;
    }

    internal void Unexpected(OrderKey order, Exception exception) => logger.Unexpected(order.Provider, order.OrderId, exception);

    /// <summary>Where, not what: an exception's own words may quote the body.</summary>
    internal void MappingBroke(QueueMessage message, Exception exception)
        => logger.MappingBroke(message.Provider, message.Identity.Value, exception.GetType().Name, exception.StackTrace);

    internal void Projected(DecidedArrival decided, OrderState? state, DateTimeOffset now)
    {
        if (decided.IsRedelivery)
        {
            return;
        }

        var @event = decided.Arriving.Event;
        var message = decided.Arriving.Message;
        if (decided.Decision.Verdict is Verdict.Duplicate)
        {
            telemetry.Duplicate(message.Provider);
        }

        var endToEnd = now - message.ReceivedAt;
        telemetry.Projected(@event, decided.Decision, decided.ArrivedLate, decided.Arriving.Mapped.DeliveryAttempt, endToEnd);
        feed.Projected(decided, state);
        Trace(message, decided);
        if (logger.IsEnabled(LogLevel.Information))
        {
            logger.Projected(
                message.Provider, message.OrderId, message.Identity.Value, StatusNames.Of(decided.Decision.Verdict),
                StatusNames.Of(decided.Decision.Rule), decided.ArrivedLate, decided.Arriving.Item.Attempt, endToEnd.TotalMilliseconds);
        }
    }

    private static void Trace(QueueMessage message, DecidedArrival decided)
    {
        if (!RelayTelemetry.Source.HasListeners() || !ActivityContext.TryParse(message.TraceParent, null, out var parent))
        {
            return;
        }

        using var span = RelayTelemetry.Source.StartActivity("project", ActivityKind.Consumer, parent);
        span?.SetTag("orderrelay.provider", message.Provider);
        span?.SetTag("orderrelay.event_id", message.Identity.Value);
        span?.SetTag("orderrelay.verdict", StatusNames.Of(decided.Decision.Verdict));
        span?.SetTag("orderrelay.rule", StatusNames.Of(decided.Decision.Rule));
        span?.SetTag("orderrelay.arrived_late", decided.ArrivedLate);
    }

    private double Jitter()
    {
        lock (random)
        {
            return random.NextDouble();
        }
    }
}
