using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Moq;
using OrderRelay.Functions.Functions;
using OrderRelay.Functions.Tests.ServiceBus;
using static OrderRelay.Functions.Tests.Functions.Calls;

namespace OrderRelay.Functions.Tests.Functions;

/// <summary>Triggers through their classes, over real tables: a webhook's way to its order, and to the desk.</summary>
public sealed class TriggerTests : IAsyncLifetime
{
    private RelayUnderTest relay = null!;

    public async Task InitializeAsync() => relay = await RelayUnderTest.CreateAsync();

    public Task DisposeAsync() => relay.DisposeAsync().AsTask();

    [Fact]
    public async Task Webhook_is_acknowledged_once_sent_and_then_projected_and_shown()
    {
        var sample = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "samples", "captain", "order_status_updated.completed.json"));

        Assert.Equal(202, (await relay.PostAsync("captain", sample, "token")).Status);
        var message = Assert.Single(relay.Sent);
        Assert.Equal(sample, message.Body.ToArray());
        Assert.Equal(["complete"], await relay.ProjectAsync(Received.Of(message)));

        var order = Assert.Single((await ListAsync()).GetProperty("orders").EnumerateArray());
        Assert.Equal("delivered", order.GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("captain", "wrong", 401)]
    [InlineData("captain", null, 401)]
    [InlineData("nobody", "token", 404)]
    public async Task Webhook_without_its_credential_reaches_no_queue(string provider, string? token, int status)
    {
        Assert.Equal(status, (await relay.PostAsync(provider, "{}"u8.ToArray(), token)).Status);
        Assert.Empty(relay.Sent);
    }

    [Fact]
    public async Task Webhook_above_the_limit_is_refused_with_413()
        => Assert.Equal(413, (await relay.PostAsync("captain", new byte[(1024 * 1024) + 1], "token")).Status);

    [Fact]
    public async Task Webhook_while_the_broker_is_away_is_refused_with_503()
    {
        relay.Sender.Setup(static sender => sender.SendMessageAsync(It.IsAny<ServiceBusMessage>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new ServiceBusException("away", ServiceBusFailureReason.ServiceCommunicationProblem));

        Assert.Equal(503, (await relay.PostAsync("captain", "{\"event_name\":\"x\"}"u8.ToArray(), "token")).Status);
    }

    [Fact]
    public async Task Message_without_an_order_is_dead_lettered_collected_and_listed()
    {
        Assert.Equal(202, (await relay.PostAsync("captain", "{\"event_name\":\"invented\"}"u8.ToArray(), "token")).Status);
        var message = Assert.Single(relay.Sent);
        var steps = await relay.ProjectAsync(Received.Of(message));
        Assert.StartsWith("dead ", Assert.Single(steps), StringComparison.Ordinal);

        Assert.Equal(["complete"], await relay.CollectAsync(Received.Of(message, reason: steps[0][5..], description: "why")));

        var list = await AnswerAsync(await relay.Function<ListDeadLetters>().RunAsync(Request("/api/dead-letters")));
        Assert.Equal("why", Assert.Single(Json(list.Body).GetProperty("deadLetters").EnumerateArray()).GetProperty("text").GetString());
    }

    [Fact]
    public async Task Events_of_one_order_in_one_batch_are_one_transaction()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "samples", "abbiamo");
        foreach (var file in Directory.GetFiles(folder))
        {
            await relay.PostAsync("abbiamo", await File.ReadAllBytesAsync(file), "token");
        }

        var orders = relay.Sent.GroupBy(static message => message.ApplicationProperties["orderId"]).Count();
        relay.Storage.Requests.Reset();
        var steps = await relay.ProjectAsync([.. relay.Sent.Select(static message => Received.Of(message))]);

        Assert.All(steps, static step => Assert.Equal("complete", step));
        Assert.Equal(relay.Sent.Count, steps.Count);
        Assert.Equal(orders, relay.Storage.Requests.Count("POST $batch", "orders"));
    }

    [Fact]
    public async Task Claim_check_without_its_blob_is_dead_lettered()
    {
        var message = new ServiceBusMessage { MessageId = "m" };
        message.ApplicationProperties["claim"] = "captain/none/gone";

        Assert.Equal(["dead unexpected"], await relay.ProjectAsync(Received.Of(message)));
    }

    [Fact]
    public async Task Event_delivered_again_repairs_the_index_that_its_first_delivery_left_behind()
    {
        await relay.PostAsync("captain", await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "samples", "captain", "order_status_updated.completed.json")), "token");
        await relay.ProjectAsync(Received.Of(relay.Sent[0]));
        await foreach (var row in relay.Storage.Tables.Index.QueryAsync<Azure.Data.Tables.TableEntity>())
        {
            await relay.Storage.Tables.Index.DeleteEntityAsync(row);
        }

        Assert.Equal(["complete"], await relay.ProjectAsync(Received.Of(relay.Sent[0], deliveryCount: 2)));

        Assert.Single((await ListAsync()).GetProperty("orders").EnumerateArray());
    }

    [Fact]
    public async Task Odd_order_id_is_read_off_the_path_as_it_was_sent()
    {
        var answer = await AnswerAsync(await relay.Function<GetOrder>().RunAsync(Request("/api/orders/captain/a%2Fb%20c")));

        Assert.Equal(404, answer.Status);
        Assert.Equal(["GET orders"], relay.Storage.Requests.All.Select(static request => "GET " + request[^6..]));
    }

    [Fact]
    public async Task Health_and_description_are_answered()
    {
        Assert.Equal(200, (await AnswerAsync(await relay.Function<GetHealth>().RunAsync(Request("/api/health")))).Status);
        Assert.Equal(200, (await AnswerAsync(await relay.Function<GetStats>().RunAsync(Request("/api/stats")))).Status);
        Assert.Equal(200, (await AnswerAsync(await relay.Function<GetOpenApi>().RunAsync(Request("/openapi/v1.json")))).Status);
    }

    private async Task<JsonElement> ListAsync()
        => Json((await AnswerAsync(await relay.Function<ListOrders>().RunAsync(Request("/api/orders")))).Body);
}
