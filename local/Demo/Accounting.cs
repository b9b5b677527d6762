using OrderRelay.Core.Orders;

namespace OrderRelay.Local.Demo;

/// <summary>
/// Holds what was sent against what the relay shows. Pure. It goes by the answers that the relay gave and by the plan's own
/// truth, and by nothing that the relay computed.
/// </summary>
internal static class Accounting
{
    /// <summary>Everything that is not as it must be, in sentences; empty when every accepted event is accounted for.</summary>
    public static IReadOnlyList<string> Check(LunchHourPlan plan, IReadOnlyCollection<PlayedRequest> played, RelayPicture picture)
        => [.. Unanswered(plan, played), .. WrongAnswers(played), .. MissingEvents(played, picture), .. WrongHeadlines(plan, picture)];

    private static IEnumerable<string> Unanswered(LunchHourPlan plan, IReadOnlyCollection<PlayedRequest> played)
    {
        if (played.Count != plan.Requests.Count)
        {
            yield return $"{plan.Requests.Count - played.Count} of {plan.Requests.Count} requests got no answer";
        }
    }

    private static IEnumerable<string> WrongAnswers(IReadOnlyCollection<PlayedRequest> played)
        => played
            .Where(static request => request.Reply.Status != request.Planned.ExpectedStatus)
            .Select(static request => $"{request.Planned.EventKey} ({request.Planned.Kind}) was answered {request.Reply.Status}, not {request.Planned.ExpectedStatus}: {request.Reply.Problem}");

    private static IEnumerable<string> MissingEvents(IReadOnlyCollection<PlayedRequest> played, RelayPicture picture)
    {
        var letters = picture.DeadLetters.Select(static letter => (letter.Provider, letter.EventId)).ToHashSet();
        var accepted = played
            .Where(static request => request.Reply.IsAccepted)
            .GroupBy(static request => (request.Planned.Provider, request.Planned.OrderId, EventId: request.Reply.EventId ?? ""));
        foreach (var group in accepted)
        {
            var (provider, orderId, eventId) = group.Key;
            var contents = group.Select(static request => request.Planned.EventKey).Distinct().Count();
            var shown = orderId is null ? 0 : TimesShown(picture, new(provider, orderId), eventId);
            if (letters.Contains((provider, eventId)))
            {
                continue;
            }

            if (shown < contents)
            {
                yield return orderId is null
                    ? $"{provider} {eventId}, accepted, is not on the dead-letter desk"
                    : $"{provider} {eventId}, accepted, is shown {shown} of {contents} times in the timeline of order {orderId}, and is not on the dead-letter desk";
            }
            else if (shown > contents)
            {
                yield return $"{provider} {eventId} was applied {shown} times to order {orderId}, not {contents}";
            }
        }
    }

    /// <summary>How many contents a timeline shows under one event id: those in conflict carry a part of their hash behind it.</summary>
    private static int TimesShown(RelayPicture picture, OrderKey order, string eventId)
        => picture.Timelines.TryGetValue(order, out var timeline)
            ? timeline.Events.Count(shown => shown.EventId == eventId || shown.EventId.StartsWith(eventId + "~", StringComparison.Ordinal))
            : 0;

    private static IEnumerable<string> WrongHeadlines(LunchHourPlan plan, RelayPicture picture)
    {
        var headlines = picture.Orders.ToDictionary(static order => new OrderKey(order.Provider, order.OrderId), static order => order.Status);
        foreach (var order in plan.Orders)
        {
            var expected = StatusNames.Of(order.Expected);
            var shown = headlines.GetValueOrDefault(order.Key, "absent");
            if (shown != expected)
            {
                yield return $"order {order.Key} ({order.Story}) is {shown}, not {expected}";
            }
        }
    }
}
