using System.Text.Json;
using OrderRelay.Contracts;
using OrderRelay.Core.Notifications;
using OrderRelay.Core.Notifications.Rendering;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;

namespace OrderRelay.Core.Tests.Notifications;

public sealed class NotificationRendererTests
{
    private const string Hostile = "<script>alert('x')</script> {{status}} {{{storeName}}} & \"co\"\r\nBcc: all@world.example";
    private static readonly OrderKey Order = new("captain", "order-1");

    public static TheoryData<string> Changes { get; } =
        [.. StatusNames.Headlines.Select(static name => $"headline:{name}"), "stalled", "verdict:unknown_status", "verdict:conflict", "preparation:suggested", "verdict:reopened"];

    [Theory]
    [MemberData(nameof(Changes))]
    public void Every_change_has_words(string change)
    {
        var message = Render(change);

        Assert.Contains("12", message.Subject, StringComparison.Ordinal);
        Assert.All([message.Subject, message.Text, message.Html], static text =>
        {
            Assert.DoesNotContain("{{", text, StringComparison.Ordinal);
            Assert.DoesNotContain("  ", text, StringComparison.Ordinal);
        });
        Assert.DoesNotContain("\n\n\n", message.Text, StringComparison.Ordinal);
        Assert.Contains("Corner Shop", message.Text, StringComparison.Ordinal);
        Assert.Contains("Corner Shop", message.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Delivered_order_is_told_in_few_words()
    {
        var message = Render("headline:delivered");

        Assert.Equal("Order 12 was delivered", message.Subject);
        Assert.Equal(
            """
            Rui delivered order 12 at 12:00 UTC.

            Store: Corner Shop
            Carrier: Speedy
            Driver: Rui
            Items ready: 1 of 2
            Follow it: https://track.example/a?b=1&c=2

            """,
            message.Text);
        Assert.Contains("<li><a href=\"https://track.example/a?b&#x3D;1&amp;c&#x3D;2\">Follow it</a></li>", message.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Hostile_values_are_shown_as_text()
    {
        var state = State() with { Facts = Facts() with { Store = new Store { Name = Hostile }, Driver = new Driver { Name = "<b>{{x}}</b> Silva" } } };

        var message = Render("headline:delivered", state);

        Assert.Contains("Store: <script>alert('x')</script> {{status}} {{{storeName}}} & \"co\" Bcc: all@world.example\n", message.Text, StringComparison.Ordinal);
        Assert.Contains("<b>{{x}}</b> delivered order 12", message.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", message.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", message.Html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", message.Html, StringComparison.Ordinal);
        Assert.Contains("{{status}} {{{storeName}}}", message.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("12\r\nBcc: all@world.example")]
    [InlineData("12\u2028x")]
    [InlineData("12\u202Ex\u0000")]
    public void Subject_is_one_line(string number)
    {
        var state = State() with { Facts = Facts() with { References = new OrderReferences { OrderNumber = number } } };

        Assert.DoesNotContain(Render("headline:delivered", state).Subject, static letter => char.IsControl(letter) || letter is '\u2028' or '\u202E');
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("not a link")]
    public void Tracking_link_that_is_no_web_address_is_left_out(string link)
    {
        var message = Render("headline:delivered", State() with { Facts = Facts() with { TrackingLink = link } });

        Assert.DoesNotContain("Follow it", message.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("href", message.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Notifications:TimeZone", "America/Sao_Paulo", "09:00.")]
    [InlineData("Notifications:TimeZones:store-1", "Asia/Tokyo", "21:00.")]
    [InlineData("Notifications:TimeZones:ext-1", "Asia/Tokyo", "21:00.")]
    [InlineData("Notifications:TimeZones:other", "Asia/Tokyo", "12:00 UTC.")]
    public void Times_are_on_the_stores_clock(string setting, string zone, string time)
        => Assert.Contains($"delivered order 12 at {time}", Render("headline:delivered", settings: [(setting, zone)]).Text, StringComparison.Ordinal);

    [Fact]
    public void Time_zone_that_nobody_knows_is_an_error()
        => Assert.StartsWith("Notifications:TimeZones:shop names no time zone", Assert.Single(StoreTimeZones.Validate(
            ChannelScenario.Configuration(("Notifications:TimeZones:shop", "Mars/Base")))), StringComparison.Ordinal);

    [Fact]
    public void One_items_readiness_is_not_the_orders()
        => Assert.Equal("Order 12: an item is prepared", Render("item:prepared").Subject);

    [Fact]
    public void Time_of_another_day_says_which()
        => Assert.Contains("at 12:00 UTC on 1 March 2026.", Render("headline:delivered", now: Samples.Noon.AddDays(1)).Text, StringComparison.Ordinal);

    [Fact]
    public void Stalled_order_says_for_how_long()
        => Assert.Contains("for 3 hours", Render("stalled", now: Samples.Noon.AddHours(3)).Text, StringComparison.Ordinal);

    [Theory]
    [InlineData("headline:delivered", "order.delivered")]
    [InlineData("verdict:conflict", "order.conflict")]
    [InlineData("stalled", "order.stalled")]
    [InlineData("preparation:prepared", "order.preparation.prepared")]
    public void Webhook_type_follows_from_the_change(string change, string type)
    {
        var message = Render(change);

        using var json = JsonDocument.Parse(message.Json);
        Assert.Equal(type, message.Type);
        Assert.Equal(type, json.RootElement.GetProperty("type").GetString());
    }

    [Fact]
    public void Webhook_body_holds_the_order_as_the_api_shows_it_and_the_change()
    {
        using var json = JsonDocument.Parse(Render("headline:delivered", now: Samples.Noon.AddMinutes(5)).Json);
        var root = json.RootElement;

        Assert.Equal("2026-03-01T12:00:00Z", root.GetProperty("timestamp").GetString());
        var order = root.GetProperty("data").GetProperty("order");
        Assert.Equal(("captain", "order-1", "delivered"), (order.GetProperty("provider").GetString(), order.GetProperty("orderId").GetString(), order.GetProperty("status").GetString()));
        Assert.Equal("""{"kind":"headline","value":"delivered","eventId":"event-1"}""", root.GetProperty("data").GetProperty("change").GetRawText());
    }

    private static NotificationMessage Render(string change, OrderState? state = null, DateTimeOffset? now = null, (string, string)[]? settings = null)
    {
        var configuration = ChannelScenario.Configuration(settings ?? []);
        return new NotificationRenderer(new TemplateSet(configuration), new StoreTimeZones(configuration), new StallPolicy(StallPolicy.DefaultAfter))
            .Render(Request(change), state ?? State(), now ?? Samples.Noon.AddMinutes(1));
    }

    private static NotificationRequest Request(string change) => new()
    {
        Id = "request-1",
        Order = Order,
        Event = new("event-1"),
        Rule = "rule",
        Channel = "shop",
        Change = change,
        RequestedAt = Samples.Noon,
    };

    private static OrderState State() => Samples.State(Samples.Event(Order, "event-1", status: DeliveryStatus.Delivered)) with
    {
        Facts = Facts(),
        Items = [new ItemState { Id = "a", Status = PreparationStatus.Prepared }, new ItemState { Id = "b", Status = PreparationStatus.Preparing }],
    };

    private static OrderFacts Facts() => new()
    {
        Store = new Store { Id = "store-1", ExternalId = "ext-1", Name = "Corner Shop" },
        References = new OrderReferences { OrderNumber = "12" },
        Driver = new Driver { Name = "Rui Silva" },
        Carrier = "Speedy",
        TrackingLink = "https://track.example/a?b=1&c=2",
    };
}
