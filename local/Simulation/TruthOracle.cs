namespace OrderRelay.Local.Simulation;

/// <summary>
/// Says what is true of an order, from its story alone and by the documented rules: time decides, rank breaks ties, an end is
/// an end. It shares no code with the projection that it is there to check, neither tables nor rules.
/// </summary>
internal static class TruthOracle
{
    /// <param name="order">The order.</param>
    /// <param name="sent">How many of its webhooks were sent: a run may end in the middle of an order.</param>
    public static OrderTruth Of(SimulatedOrder order, int sent)
    {
        var history = History(order, sent);
        var delivery = Delivery(history);
        var preparation = Last(history, ProviderWords.Track.Preparation);
        var items = Items(order, history);
        return new()
        {
            Provider = order.Dialect.Name,
            OrderId = order.Script.OrderId,
            Status = Headline(delivery, preparation, items.Values),
            Delivery = delivery,
            Preparation = preparation,
            Items = [.. items.Select(static item => $"{item.Key} {item.Value}")],
            Events = history.Length,
        };
    }

    /// <summary>The distinct events that were sent, in the order of happening.</summary>
    private static Moment[] History(SimulatedOrder order, int sent)
    {
        // Two bodies of Abbiamo's that say the same are the same event, for it sends no ids.
        Func<ScriptedEvent, object> identity = order.Dialect.CountsAttempts
            ? static scripted => (scripted.Step.EventName, scripted.EventId)
            : static scripted => (scripted.Step.Status, scripted.Step.Substatus, scripted.At);
        return
        [
            .. order.Sends.Take(sent)
                .Where(static send => send.Kind is not SendKind.Junk)
                .Select(static send => send.Event)
                .DistinctBy(identity)
                .Select(static scripted => new Moment(scripted, ProviderWords.Meaning(scripted.Step)))
                .OrderBy(static moment => moment.Event.At.UtcTicks)
                .ThenBy(static moment => ProviderWords.Rank(moment.Status)),
        ];
    }

    private static string? Delivery(Moment[] history)
    {
        (string? Status, DateTimeOffset Since) now = default;
        foreach (var moment in history)
        {
            if (moment is { Track: ProviderWords.Track.Delivery, Status: { } next } && MayFollow(now.Status, now.Since, next, moment.Event.At))
            {
                now = (next, moment.Event.At);
            }
        }

        return now.Status;
    }

    /// <summary>After delivered only a return, after returned nothing; a soft end gives way to whatever is strictly later.</summary>
    private static bool MayFollow(string? status, DateTimeOffset since, string next, DateTimeOffset at) => status switch
    {
        null => true,
        _ when status == next => false,
        "returned" => false,
        "delivered" => next is "returning" or "returned",
        "failed" or "cancelled" or "closed_unconfirmed" => at > since,
        _ => true,
    };

    /// <summary>The kitchen has no ends: the last word counts.</summary>
    private static string? Last(Moment[] history, ProviderWords.Track track)
        => history.LastOrDefault(moment => moment.Track == track && moment.Status is not null)?.Status;

    private static SortedDictionary<string, string> Items(SimulatedOrder order, Moment[] history)
    {
        var items = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (scripted, (track, status)) in history)
        {
            if (track is ProviderWords.Track.Item && status is not null)
            {
                items[order.Script.Items[scripted.Item ?? 0].Id] = status;
            }
            else if (order.Script.Store.ListsItems && ProviderWords.Listed(scripted.Step) is { } listed)
            {
                // A list is a side effect of another event, and often older than it: it moves items forward only.
                foreach (var item in order.Script.Items.Where(item => ProviderWords.Rank(listed) > ProviderWords.Rank(items.GetValueOrDefault(item.Id))))
                {
                    items[item.Id] = listed;
                }
            }
        }

        return items;
    }

    /// <summary>From the driver's arrival on, the delivery speaks; before that the kitchen, once it has begun.</summary>
    private static string Headline(string? delivery, string? preparation, IEnumerable<string> items)
        => ProviderWords.Rank(delivery) >= 30 ? delivery!
            : preparation is "preparing" or "prepared" ? preparation
            : items.Any(static status => status is "preparing" or "prepared") ? "preparing"
            : delivery ?? (preparation is null ? "unknown" : "created");

    /// <summary>An event and what it means.</summary>
    private sealed record Moment(ScriptedEvent Event, (ProviderWords.Track Track, string? Status) Meaning)
    {
        public ProviderWords.Track Track => Meaning.Track;

        public string? Status => Meaning.Status;
    }
}
