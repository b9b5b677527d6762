using System.Text;
using OrderRelay.Contracts.Providers;

namespace OrderRelay.Local.Tests.Hosting;

/// <summary>Bodies to post.</summary>
internal static class Bodies
{
    public const string CaptainOrder = "one-order";

    /// <summary>Every sample of a provider, made one order's.</summary>
    public static IReadOnlyList<byte[]> OneOrder(string provider) => [.. ProviderSample.All(provider)
        .Select(sample => provider == "captain" ? sample.With("data.order_uuid", CaptainOrder) : sample.With("order_id", CaptainOrder))];

    public static string CaptainText(string order, string id, string status = "in_progress", string createdAt = "2025-03-13T08:15:09.116+00:00", string store = "store-1")
        => $$"""
            {"event_name":"order_status_updated","event_uuid":"{{id}}","created_at":"{{createdAt}}",
            "data":{"order_uuid":{{System.Text.Json.JsonSerializer.Serialize(order)}},"order_status":"{{status}}","account_uuid":"{{store}}"} }
            """;

    public static byte[] Captain(string order, string id, string status = "in_progress", string createdAt = "2025-03-13T08:15:09.116+00:00", string store = "store-1")
        => Encoding.UTF8.GetBytes(CaptainText(order, id, status, createdAt, store));

    /// <summary>A valid event of exactly so many bytes.</summary>
    public static byte[] CaptainOfSize(int size)
    {
        var body = new byte[size];
        Array.Fill(body, (byte)' ');
        Captain("large", "large").CopyTo(body, 0);
        return body;
    }
}
