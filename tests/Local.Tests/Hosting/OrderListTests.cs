using System.Text.Json.Nodes;
using OrderRelay.Contracts.Providers;

namespace OrderRelay.Local.Tests.Hosting;

public sealed class OrderListTests
{
    [Theory]
    [InlineData("", "d,c,b,a,xxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxx")]
    [InlineData("provider=abbiamo", "xxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxx")]
    [InlineData("store=store-2", "d,b")]
    [InlineData("status=cancelled", "c")]
    [InlineData("status=picked_up&store=store-2", "d,b")]
    [InlineData("q=A7G92", "xxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxx")]
    [InlineData("since=2025-01-03T00%3A00%3A00Z", "d,c")]
    [InlineData("provider=nobody", "")]
    [InlineData("q=%25", "")]
    public async Task Filter_lists_the_orders_that_meet_it_newest_first(string filter, string orders)
    {
        await using var relay = await StartWithOrdersAsync();
        var page = await relay.GetAsync("/api/orders?" + filter);
        Assert.Equal(orders, string.Join(',', Ids(page)));
        Assert.Null(page["cursor"]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task Cursor_leads_through_every_order_once(int limit)
    {
        await using var relay = await StartWithOrdersAsync();
        List<string> seen = [];
        var (cursor, requests) = ("", 0);
        do
        {
            var page = await relay.GetAsync($"/api/orders?limit={limit}{cursor}");
            Assert.InRange(Ids(page).Count, 1, limit);
            seen.AddRange(Ids(page));
            cursor = page["cursor"] is { } next ? "&cursor=" + Uri.EscapeDataString((string)next!) : "";
        }
        while (cursor.Length > 0 && ++requests < 10);

        Assert.Equal(["d", "c", "b", "a", "xxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxx"], seen);
    }

    [Theory]
    [InlineData("1892831")]
    [InlineData("123456789")]
    [InlineData("a7g92yd")]
    public async Task Order_is_found_by_each_of_its_references(string reference)
    {
        await using var relay = await StartWithOrdersAsync();
        var found = await relay.GetAsync("/api/orders/by-reference/abbiamo/" + reference);
        Assert.Equal(reference, (string?)found["reference"]);
        Assert.Equal(["xxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxx"], Ids(found));
        Assert.Empty(Ids(await relay.GetAsync("/api/orders/by-reference/captain/" + reference)));
        Assert.Empty(Ids(await relay.GetAsync($"/api/orders/by-reference/abbiamo/{reference}0")));
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("50%")]
    [InlineData("50%25")]
    [InlineData("%2F")]
    [InlineData("a+b c")]
    [InlineData("pédidö-订单-🍕")]
    [InlineData("it's \"quoted\" & <tagged>")]
    [InlineData("a?b#c;d=e")]
    [InlineData("a\\b")]
    [InlineData("events")]
    [InlineData("personal-data")]
    [InlineData("..a..")]
    public async Task Odd_order_id_leads_through_every_route(string id)
    {
        await using var relay = await RelayUnderTest.StartAsync();
        var body = Bodies.Captain(id, "an/event%");
        var eventId = await relay.AcceptAsync("captain", body);
        await relay.DrainAsync();
        var order = "/api/orders/captain/" + Uri.EscapeDataString(id);
        Assert.Equal(id, (string?)(await relay.GetAsync(order))["orderId"]);
        var timeline = await relay.GetAsync(order + "/events");
        Assert.Equal((id, eventId), ((string?)timeline["orderId"], (string?)Assert.Single(timeline["events"]!.AsArray())!["eventId"]));
        var raw = await relay.Http.GetByteArrayAsync(new Uri($"{order}/events/{Uri.EscapeDataString(eventId)}/raw", UriKind.Relative));
        Assert.Equal(body, raw);
        Assert.Equal([id], Ids(await relay.GetAsync("/api/orders?q=" + Uri.EscapeDataString(id))));
        Assert.Equal(204, (await relay.SendAsync(HttpMethod.Delete, order + "/personal-data")).Status);
        Assert.NotNull((await relay.GetAsync(order))["personalDataErasedAt"]);
    }

    private static async Task<RelayUnderTest> StartWithOrdersAsync()
    {
        var relay = await RelayUnderTest.StartAsync();
        _ = await relay.AcceptAsync("captain", Bodies.Captain("a", "1", createdAt: "2025-01-01T10:00:00Z"));
        _ = await relay.AcceptAsync("captain", Bodies.Captain("c", "2", "cancelled", "2025-01-03T10:00:00Z"));
        _ = await relay.AcceptAsync("captain", Bodies.Captain("b", "3", createdAt: "2025-01-02T10:00:00Z", store: "store-2"));
        _ = await relay.AcceptAsync("captain", Bodies.Captain("d", "4", createdAt: "2025-01-04T10:00:00Z", store: "store-2"));
        _ = await relay.AcceptAsync("abbiamo", ProviderSample.Of("abbiamo", "ORDER_STATUS_CHANGE.CREATED.json").Body);
        await relay.DrainAsync();
        return relay;
    }

    private static List<string> Ids(JsonNode page) => [.. page["orders"]!.AsArray().Select(static order => (string)order!["orderId"]!)];
}
