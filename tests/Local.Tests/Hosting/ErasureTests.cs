using System.Text;
using System.Text.Json.Nodes;
using OrderRelay.Contracts.Providers;
using OrderRelay.Local.Tests.Sqlite;

namespace OrderRelay.Local.Tests.Hosting;

public sealed class ErasureTests
{
    [Theory]
    [InlineData("captain", "item_status_updated.being_prepared.json", "data.order_uuid", "data.recipient.name", "data.recipient.phone_number", "data.recipient.address.line_1")]
    [InlineData("abbiamo", "ORDER_STATUS_CHANGE.SUCCESSFUL.DELIVERED.json", "order_id", "customer_name", "customer_phone", "customer_email", "driver_document")]
    public async Task Erased_personal_data_is_in_no_answer_and_in_no_file(string provider, string name, string orderPath, params string[] paths)
    {
        var sample = ProviderSample.Of(provider, name);
        var body = sample.WithEach(paths, "zq-personal-value-qz");
        using var folder = new TemporaryFolder();
        await using (var relay = await RelayUnderTest.StartInAsync(folder))
        {
            var id = await relay.AcceptAsync(provider, body);
            await relay.DrainAsync();
            var order = $"/api/orders/{provider}/{sample.Text(orderPath)}";
            var before = await relay.GetAsync(order);
            Assert.Contains("zq-personal-value-qz", before.ToJsonString(), StringComparison.Ordinal);
            Assert.Equal(204, (await relay.SendAsync(HttpMethod.Delete, order + "/personal-data")).Status);

            // A later delivery of the same event, and one with other content, bring nothing back.
            _ = await relay.AcceptAsync(provider, [.. body, (byte)' ']);
            await relay.DrainAsync();
            await AssertStatusAndTimesRemainAsync(relay, order, before);
            await AssertInNoAnswerAsync(relay, order, id);
        }

        AssertInNoFile(folder, "zq-personal-value-qz");
    }

    [Fact]
    public async Task Erased_personal_data_on_the_desk_is_in_no_file()
    {
        using var folder = new TemporaryFolder();
        await using (var relay = await RelayUnderTest.StartInAsync(folder))
        {
            _ = await relay.AcceptAsync("captain", Bodies.Captain("order-1", "event-1"));
            _ = await relay.AcceptAsync("captain", Bodies.CaptainText("order-1", "event-2", createdAt: "zq-personal-value-qz"));
            await relay.DrainAsync();
            var letter = Assert.Single((await relay.GetAsync("/api/dead-letters"))["deadLetters"]!.AsArray())!;
            Assert.Equal(204, (await relay.SendAsync(HttpMethod.Delete, "/api/orders/captain/order-1/personal-data")).Status);
            var erased = await relay.GetAsync("/api/dead-letters/" + letter["id"]);
            Assert.Null(erased["body"]);
            Assert.NotNull(erased["erasedAt"]);
            Assert.Equal(409, (await relay.SendAsync(HttpMethod.Post, $"/api/dead-letters/{letter["id"]}/replay")).Status);
        }

        AssertInNoFile(folder, "zq-personal-value-qz");
    }

    [Fact]
    public async Task Erasing_an_order_that_is_not_there_is_told()
    {
        await using var relay = await RelayUnderTest.StartAsync();
        Assert.Equal(404, (await relay.SendAsync(HttpMethod.Delete, "/api/orders/captain/nobody/personal-data")).Status);
    }

    private static async Task AssertStatusAndTimesRemainAsync(RelayUnderTest relay, string order, JsonNode before)
    {
        var after = await relay.GetAsync(order);
        foreach (var kept in (string[])["status", "statusSince", "times", "delivery", "preparation", "items", "references", "store", "events"])
        {
            Assert.Equal(before[kept]?.ToJsonString(), after[kept]?.ToJsonString());
        }
    }

    private static async Task AssertInNoAnswerAsync(RelayUnderTest relay, string order, string eventId)
    {
        string[] paths = [order, order + "/events", "/api/orders", "/api/orders?q=zq-personal", "/api/dead-letters", "/api/stats"];
        foreach (var path in paths)
        {
            Assert.DoesNotContain("zq-personal-value-qz", (await relay.GetAsync(path)).ToJsonString(), StringComparison.Ordinal);
        }

        using var raw = await relay.Http.GetAsync(new Uri($"{order}/events/{Uri.EscapeDataString(eventId)}/raw", UriKind.Relative));
        Assert.Equal(410, (int)raw.StatusCode);
    }

    private static void AssertInNoFile(TemporaryFolder folder, string text)
    {
        var files = Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            Assert.True(File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) < 0, $"{Path.GetFileName(file)} holds it");
        }
    }
}
