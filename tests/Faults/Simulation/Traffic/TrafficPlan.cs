using System.Globalization;
using System.Text;

namespace OrderRelay.Faults.Simulation.Traffic;

/// <summary>The webhooks of one world: orders of both providers, events in and out of order, ties, duplicates, retries that count
/// themselves, conflicts, unknown statuses, events that nobody understands, junk, and strangers.</summary>
internal sealed class TrafficPlan
{
    private const int MostOrders = 3;
    private const int MostEvents = 5;

    private static readonly DateTimeOffset Begin = new(2026, 3, 1, 11, 0, 0, TimeSpan.Zero);

    private static readonly string[] CaptainDelivery = ["in_progress", "completed", "failed", "cancelled", "auto_closed", "not_dispatched", "handed_to_drone"];
    private static readonly string[] Kitchen = ["not_being_prepared", "being_prepared", "prepared", "suggested"];
    private static readonly string[] AbbiamoDelivery =
        ["CREATED", "PENDING", "DISPATCHED", "COLLECTED", "IN_TRANSIT", "START_DELIVERY", "FAILED", "RETURNING", "RETURNED", "SUCCESSFUL", "CANCELED", "AWAITING_DRONE"];

    private readonly Random random;
    private readonly TimeSpan storm;
    private readonly List<SimulatedWebhook> webhooks = [];
    private int events;

    private TrafficPlan(Random random, TimeSpan storm) => (this.random, this.storm) = (random, storm);

    public static IReadOnlyList<SimulatedWebhook> Draw(Random random, TimeSpan storm)
    {
        var plan = new TrafficPlan(random, storm);
        for (var order = random.Next(1, MostOrders + 1); order > 0; order--)
        {
            plan.AddOrder($"o{order}-{random.Next(10_000):x4}");
        }

        return plan.webhooks;
    }

    private void AddOrder(string orderId)
    {
        var provider = random.Next(3) == 0 ? "abbiamo" : "captain";
        var templates = BodyTemplate.All.Where(template => template.Provider == provider).ToList();
        var happened = Begin;
        // Some orders come in a rush: all of their events at one moment, for as many workers as there are.
        TimeSpan? rush = random.Next(3) == 0 ? storm * random.NextDouble() * 0.9 : null;
        for (var count = random.Next(1, MostEvents + 1); count > 0; count--)
        {
            // Ties are usual, and now and then the next event is told to have happened before the last one.
            happened += TimeSpan.FromSeconds(random.Next(4) == 0 ? 0 : random.Next(-30, 300));
            AddEvent(orderId, templates[random.Next(templates.Count)], happened, rush ?? (storm * random.NextDouble() * 0.9));
        }
    }

    private void AddEvent(string orderId, BodyTemplate template, DateTimeOffset happened, TimeSpan at)
    {
        var status = StatusOf(template);
        var eventId = $"e{++events}";
        var body = BodyOf(template, orderId, eventId, status, happened);
        webhooks.Add(new(template.Provider, at, true, body));
        switch (random.Next(14))
        {
            case 0 or 1:
                webhooks.Add(new(template.Provider, at + (storm * random.NextDouble() * 0.3), true, body));
                break;
            case 2:
                // The same event id with other content: for the one provider a conflict, for the other an event of its own.
                webhooks.Add(new(template.Provider, storm * random.NextDouble(), true, BodyOf(template, orderId, eventId, StatusOf(template), happened.AddSeconds(1))));
                break;
            case 3:
                webhooks.Add(new(template.Provider, at, true, _ => Encoding.UTF8.GetBytes($"no JSON {eventId}")));
                break;
            case 4:
                webhooks.Add(new(template.Provider, at, true, _ => Encoding.UTF8.GetBytes($"{{\"nobody_knows\": \"{Credentials.Person}\",  \"me\":{events}}}")));
                break;
            case 5:
                webhooks.Add(new(template.Provider, at, true, BodyOf(template, orderId, eventId + "x", status, null)));
                break;
            case 6:
                webhooks.Add(new(template.Provider, at, false, BodyOf(template, orderId, "stranger-" + eventId, StatusOf(template), happened)));
                break;
        }
    }

    private string StatusOf(BodyTemplate template)
    {
        var words = template.Provider == "abbiamo" ? AbbiamoDelivery : template.EventName == "order_status_updated" ? CaptainDelivery : Kitchen;
        return words[random.Next(words.Length)];
    }

    /// <param name="template">The example it is made from.</param>
    /// <param name="orderId">Its order.</param>
    /// <param name="eventId">Of providers that give one.</param>
    /// <param name="status">In the provider's words.</param>
    /// <param name="happened">When; null for a body that no place in time can be read from.</param>
    private static Func<int, byte[]> BodyOf(BodyTemplate template, string orderId, string eventId, string status, DateTimeOffset? happened)
    {
        var isCaptain = template.Provider == "captain";
        var time = happened is not { } at ? isCaptain ? "\"never\"" : ""
            : isCaptain ? ((at.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / (decimal)TimeSpan.TicksPerSecond).ToString("0.0000000", CultureInfo.InvariantCulture)
            : at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        return attempt => template.Fill(new(
            orderId, eventId, status, time, attempt,
            Begin.AddHours(1).AddSeconds(30 * attempt).ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture)));
    }
}
