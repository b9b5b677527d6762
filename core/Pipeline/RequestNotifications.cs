using Microsoft.Extensions.DependencyInjection;
using OrderRelay.Core.Notifications;
using OrderRelay.Core.Ports;

namespace OrderRelay.Core.Pipeline;

/// <summary>
/// Requests what the rules ask for once a change is committed. First enqueued, then noted in the log: what is noted was
/// enqueued, and what a crash left out is requested again with the message's redelivery, under the same id.
/// </summary>
public sealed class RequestNotifications(
    NotificationRules rules, [FromKeyedServices(NotificationMessages.QueueName)] IEventQueue queue, INotificationLog log)
{
    /// <summary>No rule, nothing to do.</summary>
    public bool IsIdle => rules.All.Count == 0;

    /// <summary>Requests everything that the rules ask for about one happening.</summary>
    /// <returns>Requests that were new.</returns>
    /// <exception cref="QueueUnavailableException">Some may be requested; requesting all of it again is harmless.</exception>
    /// <exception cref="StoreUnavailableException">The same.</exception>
    public async ValueTask<int> HandleAsync(Happening happening, CancellationToken cancellationToken)
    {
        var requested = 0;
        foreach (var request in RuleSelection.Select(rules.All, happening))
        {
            if (await log.GetAsync(request.Id, cancellationToken) is not null)
            {
                continue;
            }

            DateTimeOffset? notBefore = rules.Find(request.Rule) is { Coalesce.Ticks: > 0 } rule ? request.RequestedAt + rule.Coalesce : null;
            await queue.EnqueueAsync(NotificationMessages.Write(request), notBefore, cancellationToken);
            await log.AddAsync(NotificationEntries.Of(request), cancellationToken);
            requested++;
        }

        return requested;
    }

    /// <summary>Requests what the rules ask for about orders that fell silent: once per silence, since the id follows from
    /// the order's last event.</summary>
    /// <inheritdoc cref="HandleAsync(Happening, CancellationToken)" path="/exception"/>
    public async ValueTask<int> HandleAsync(IReadOnlyList<StoredOrder> stalled, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var requested = 0;
        foreach (var order in rules.WatchesStalled ? stalled : [])
        {
            requested += await HandleAsync(Happening.OfStalled(order.State, now), cancellationToken);
        }

        return requested;
    }
}
