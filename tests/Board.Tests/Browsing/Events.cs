using System.Globalization;
using System.Text.Json;

namespace OrderRelay.Board.Tests.Browsing;

/// <summary>Bodies to post.</summary>
internal static class Events
{
    private static readonly DateTimeOffset Noon = DateTimeOffset.Parse("2026-03-01T12:00:00Z", CultureInfo.InvariantCulture);

    public static string Captain(string order, int minute, string status = "in_progress", string store = "store-1")
        => $$"""
            {"event_name":"order_status_updated","event_uuid":"{{order}}-{{minute}}","created_at":"{{At(minute)}}",
            "data":{"order_uuid":{{JsonSerializer.Serialize(order)}},"order_status":"{{status}}","account_uuid":"{{store}}"} }
            """;

    public static string Abbiamo(string order, int minute, string status = "IN_TRANSIT")
        => $$"""{"event_type":"ORDER_STATUS_CHANGE","order_id":"{{order}}","status":"{{status}}","event_at":"{{At(minute)}}"}""";

    private static string At(int minute) => Noon.AddMinutes(minute).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
