using System.Text;
using OrderRelay.Local.Simulation;

namespace OrderRelay.Local.Demo;

/// <summary>What goes wrong in a lunch hour, beside lateness and repetition.</summary>
internal static class Disturbances
{
    /// <summary>Trouble with an order: what no table knows, what cannot be placed, what contradicts itself. None of it moves the order.</summary>
    public static IEnumerable<PlannedRequest> Of(
        Random random, Dialect dialect, IReadOnlyList<ScriptedEvent> events, bool first, Func<DateTimeOffset, TimeSpan> delayOf)
    {
        var middle = events[events.Count / 2];
        var delay = delayOf(middle.At);
        if (first)
        {
            yield return Request(RequestKind.UnknownStatus, dialect.Write(dialect.Odd(random, middle)));
        }
        else if (dialect.CountsAttempts)
        {
            var disputed = middle with { Order = middle.Order with { Number = middle.Order.Number + "-B" } };
            yield return Request(RequestKind.Conflict, dialect.Write(disputed));
            yield return Request(RequestKind.Poisoned, Poisoned(random, middle.Order.OrderId)) with { OrderId = null };
        }

        PlannedRequest Request(RequestKind kind, byte[] body) => new()
        {
            DelayFromStart = delay,
            Provider = dialect.Name,
            Body = body,
            Kind = kind,
            EventKey = $"{dialect.Name}:{middle.Order.OrderId}:{kind}",
            OrderId = middle.Order.OrderId,
        };
    }

    /// <summary>Requests that reach no order: refused at the door, or accepted and left for a person.</summary>
    public static IEnumerable<PlannedRequest> Refused(Random random, TimeSpan duration)
    {
        yield return Request(RequestKind.WrongToken, "captain", Report(random));
        yield return Request(RequestKind.WrongToken, "abbiamo", """{"event_type":"ORDER_STATUS_CHANGE","order_id":"forged","status":"SUCCESSFUL"}"""u8.ToArray());
        yield return Request(RequestKind.Junk, "captain", [0xFF, 0xFE, 0x00, .. Encoding.ASCII.GetBytes(random.Hex(40))]);
        yield return Request(RequestKind.Junk, "abbiamo", """{"order_id":"cut-sho"""u8.ToArray());
        yield return Request(RequestKind.Unrecognised, "captain", Report(random));
        yield return Request(RequestKind.Unrecognised, "abbiamo", """{"event_type":"SURVEY_ANSWERED","stars":5}"""u8.ToArray());

        PlannedRequest Request(RequestKind kind, string provider, byte[] body) => new()
        {
            DelayFromStart = duration * (0.2 + (0.6 * random.NextDouble())),
            Provider = provider,
            Body = body,
            Kind = kind,
            EventKey = $"{provider}:{kind}",
        };
    }

    /// <summary>An event that says everything except when.</summary>
    private static byte[] Poisoned(Random random, string orderId) => JsonBody.Write(json =>
    {
        json.WriteStartObject("data");
        json.WriteString("order_uuid", orderId);
        json.WriteString("order_status", "completed");
        json.WriteString("published_at", "around lunch time");
        json.WriteEndObject();
        json.WriteString("event_name", "order_status_updated");
        json.WriteString("event_uuid", random.Uuid());
    });

    /// <summary>An event name that Captain.AI also sends, and which is about no order.</summary>
    private static byte[] Report(Random random) => JsonBody.Write(json =>
    {
        json.WriteStartObject("data");
        json.WriteString("report", "lunch");
        json.WriteEndObject();
        json.WriteString("event_name", "analytics_report_ready");
        json.WriteString("event_uuid", random.Uuid());
    });
}
