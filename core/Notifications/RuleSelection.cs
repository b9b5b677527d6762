using OrderRelay.Core.Orders;

namespace OrderRelay.Core.Notifications;

/// <summary>Which rules ask to be told of a happening. Pure.</summary>
public static class RuleSelection
{
    /// <summary>One request per rule and channel. A rule that matches several changes of one event is told of the first.</summary>
    public static IReadOnlyList<NotificationRequest> Select(IReadOnlyList<NotificationRule> rules, Happening happening)
    {
        List<NotificationRequest> requests = [];
        foreach (var rule in rules)
        {
            if (IsFor(rule.Providers, happening.Order.Provider) && IsForStore(rule.Stores, happening.Store)
                && FirstMatch(rule, happening.Changes) is { } change)
            {
                Add(requests, rule, change, happening);
            }
        }

        return requests;
    }

    private static void Add(List<NotificationRequest> requests, NotificationRule rule, string change, Happening happening)
    {
        foreach (var channel in rule.Channels)
        {
            requests.Add(new()
            {
                Id = NotificationId.Of(happening.Order, happening.Event, rule.Name, channel, change),
                Order = happening.Order,
                Event = happening.Event,
                Rule = rule.Name,
                Channel = channel,
                Change = change,
                RequestedAt = happening.At,
            });
        }
    }

    private static string? FirstMatch(NotificationRule rule, IReadOnlyList<string> changes)
    {
        foreach (var change in changes)
        {
            if (rule.Matches(change))
            {
                return change;
            }
        }

        return null;
    }

    private static bool IsForStore(IReadOnlyList<string> stores, Store? store)
        => stores.Count == 0 || Contains(stores, store?.Id) || Contains(stores, store?.ExternalId);

    private static bool IsFor(IReadOnlyList<string> asked, string value) => asked.Count == 0 || Contains(asked, value);

    private static bool Contains(IReadOnlyList<string> asked, string? value) => value is not null && asked.Contains(value);
}
