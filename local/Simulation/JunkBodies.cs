using System.Text;

namespace OrderRelay.Local.Simulation;

/// <summary>Bodies that are no event of an order: bytes that are no JSON, a body cut short, JSON about something else.</summary>
internal static class JunkBodies
{
    public static byte[] Write(Dialect dialect, ScriptedEvent near)
    {
        var random = OrderRandom.Of((ulong)near.At.UtcTicks, Convert.ToUInt64(near.EventId[..8], 16));
        return random.Next(5) switch
        {
            0 => [0xFF, 0xFE, 0x00, .. Encoding.ASCII.GetBytes(random.Hex(60))],
            1 => dialect.Write(near)[..random.Next(1, 200)],
            2 => Encoding.ASCII.GetBytes($"<html><body>{random.Hex(12)}</body></html>"),
            3 => Encoding.ASCII.GetBytes($"[\"{random.Hex(12)}\"]"),
            _ => Other(dialect, random),
        };
    }

    /// <summary>An event that is about no order.</summary>
    private static byte[] Other(Dialect dialect, Random random) => JsonBody.Write(json =>
    {
        if (dialect.CountsAttempts)
        {
            json.WriteStartObject("data");
            json.WriteString("report", "simulated");
            json.WriteEndObject();
            json.WriteString("event_name", "analytics_report_ready");
            json.WriteString("event_uuid", random.Uuid());
        }
        else
        {
            json.WriteString("event_type", "SURVEY_ANSWERED");
            json.WriteString("survey", random.Uuid());
        }
    });
}
