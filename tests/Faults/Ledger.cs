using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace OrderRelay.Faults;

/// <summary>One event of the load: where it has to end up, and what it weighs in the account.</summary>
/// <param name="EventId">The id that a 202 names; for an event that belongs on the desk known only from there.</param>
/// <param name="OrderId">Its order; null for one that belongs on the desk.</param>
/// <param name="Body">The exact bytes.</param>
internal sealed record LoadEvent(string EventId, string? OrderId, byte[] Body);

/// <summary>What was posted and what was acknowledged, over all lives of the process.</summary>
internal sealed class Ledger
{
    private static readonly string[] Statuses = ["in_progress", "completed", "failed", "cancelled", "not_dispatched", "never_heard_of"];

    private int next;

    /// <summary>By event id.</summary>
    public ConcurrentDictionary<string, LoadEvent> Posted { get; } = new();

    /// <summary>By event id: posted, and answered 202.</summary>
    public ConcurrentDictionary<string, LoadEvent> Acknowledged { get; } = new();

    /// <summary>Posted and never answered: their sender tries again with the next process.</summary>
    public ConcurrentQueue<LoadEvent> Unanswered { get; } = new();

    /// <summary>One that knows the same and goes its own way from here.</summary>
    public Ledger Copy()
    {
        var copy = new Ledger { next = next };
        foreach (var (id, @event) in Posted)
        {
            copy.Posted[id] = @event;
        }

        foreach (var (id, @event) in Acknowledged)
        {
            copy.Acknowledged[id] = @event;
        }

        return copy;
    }

    /// <summary>A new event: mostly of a few busy orders, late ones among them, and one in twenty that nobody understands.</summary>
    public LoadEvent Next(Random random)
    {
        var number = Interlocked.Increment(ref next);
        var drawn = random.Next(20);
        return drawn == 0 ? Unrecognised(number) : Of(number, $"order-{random.Next(40)}", Statuses[random.Next(Statuses.Length)], random.Next(-90, 90));
    }

    private static LoadEvent Of(int number, string order, string status, int minutes)
    {
        var at = new DateTimeOffset(2025, 3, 13, 12, 0, 0, TimeSpan.Zero).AddMinutes(minutes).AddMilliseconds(number);
        var body = $$"""
            {"event_name":"order_status_updated","event_uuid":"event-{{number}}","created_at":"{{at.ToString("O", CultureInfo.InvariantCulture)}}",
            "data":{"order_uuid":"{{order}}","order_status":"{{status}}","account_uuid":"store-{{number % 3}}"} }
            """;
        return new($"order_status_updated:event-{number}", order, Encoding.UTF8.GetBytes(body));
    }

    private static LoadEvent Unrecognised(int number)
    {
        var body = Encoding.UTF8.GetBytes($$"""{"nobody_knows_me":{{number}}}""");
        return new("sha256:" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(body)), null, body);
    }
}
