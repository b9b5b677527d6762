using System.Text;
using OrderRelay.Contracts.Providers;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Providers;
using OrderRelay.Core.Providers.Abbiamo;
using OrderRelay.Core.Providers.Captain;

namespace OrderRelay.Core.Tests.Providers;

/// <summary>Bodies to map in one line.</summary>
internal static class ProviderBodies
{
    public static CaptainProvider FromCaptain { get; } = new();

    public static AbbiamoProvider FromAbbiamo { get; } = new();

    public static ProviderSample CaptainSample(string name) => ProviderSample.Of("captain", name);

    public static ProviderSample AbbiamoSample(string name) => ProviderSample.Of("abbiamo", $"ORDER_STATUS_CHANGE.{name}.json");

    public static OrderEvent Event(this IProvider provider, byte[] body)
    {
        var mapped = provider.Map(body);
        Assert.True(mapped.Event is not null, mapped.FailureText);
        return mapped.Event;
    }

    public static OrderEvent Event(this IProvider provider, string body) => provider.Event(Encoding.UTF8.GetBytes(body));

    public static EventScan Scan(this IProvider provider, string body) => provider.Scan(Encoding.UTF8.GetBytes(body));

    /// <summary>A Captain.AI event of order <c>o1</c>.</summary>
    public static string CaptainBody(string eventName, string data, string envelope = "\"created_at\":\"2025-01-01T00:00:00Z\"")
        => $$"""{"data": {"order_uuid":"o1",{{data}} }, "event_name":"{{eventName}}","event_uuid":"u1",{{envelope}} }""";

    /// <summary>An Abbiamo event of order <c>o1</c>.</summary>
    public static string AbbiamoBody(string fields)
        => $$"""{"event_type":"ORDER_STATUS_CHANGE","order_id":"o1","event_at":"2025-01-01T00:00:00Z",{{fields}} }""";
}
