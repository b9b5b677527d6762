using System.Text;
using Microsoft.Extensions.Configuration;
using OrderRelay.Contracts;
using OrderRelay.Core.Notifications;
using OrderRelay.Core.Notifications.Channels;

namespace OrderRelay.Core.Tests.Notifications;

/// <summary>Channels from settings, as a host builds them.</summary>
internal static class ChannelScenario
{
    public const string Section = "Notifications:Channels:shop";

    /// <summary>base64 of "secret of the shop".</summary>
    public const string Secret = "whsec_c2VjcmV0IG9mIHRoZSBzaG9w";

    public static (string, string)[] Webhook { get; } =
        [($"{Section}:Kind", "webhook"), ($"{Section}:Url", "https://shop.example/hooks/orders"), ($"{Section}:Secrets:0", Secret)];

    public static (string, string)[] Email { get; } =
    [
        ($"{Section}:Kind", "email"), ($"{Section}:Host", "mail.shop.example"), ($"{Section}:From", "orders@shop.example"), ($"{Section}:To:0", "owner@shop.example"),
    ];

    public static NotificationMessage Message { get; } = new()
    {
        Id = "request-1",
        Type = "order.delivered",
        Subject = "Order 12 was delivered",
        Text = "Order 12 was delivered at 18:42.\n",
        Html = "<p>Order 12 was delivered at 18:42.</p>\n",
        Json = Encoding.UTF8.GetBytes("""{"type":"order.delivered"}"""),
        At = Samples.Noon,
    };

    /// <summary>Of a setting that is given twice the last counts.</summary>
    public static IConfiguration Configuration(params IEnumerable<(string Key, string Value)> settings)
    {
        var last = new Dictionary<string, string?>();
        foreach (var (key, value) in settings)
        {
            last[key] = value;
        }

        return new ConfigurationBuilder().AddInMemoryCollection(last).Build();
    }

    public static IReadOnlyList<string> Errors(params IEnumerable<(string, string)> settings) => ChannelCatalog.Validate(Configuration(settings));

    public static ChannelCatalog Catalog(IOutboundNetwork network, params IEnumerable<(string, string)> settings)
        => new(Configuration(settings), network, new FakeTime());
}
