using System.Text.Json;
using OrderRelay.Core.Api;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using OrderRelay.Core.Tests.Telemetry;
using static OrderRelay.Core.Tests.Pipeline.ProjectionRig;

namespace OrderRelay.Core.Tests.Pipeline;

public sealed class ReceiveWebhookTests : IDisposable
{
    private readonly ReceivingRig rig = new();

    [Fact]
    public async Task Authenticated_event_is_answered_202_with_its_id_once_its_exact_bytes_are_queued()
    {
        var body = Captain("u1", 10, "in_progress");

        var answer = await rig.PostAsync(body, traceParent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

        Assert.Equal(202, answer.Status);
        Assert.Equal("""{"eventId":"order_status_updated:u1","status":"accepted"}""", answer.ToString()[4..]);
        var message = Assert.Single(rig.Queue.Messages);
        Assert.Equal(body, System.Text.Encoding.UTF8.GetString(message.Body.Span));
        Assert.Equal(("captain", "order_status_updated", "o1", 0), (message.Provider, message.Subject, message.OrderId, message.Attempt));
        Assert.Equal(rig.Time.GetUtcNow(), message.ReceivedAt);
        Assert.Equal("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", message.TraceParent);
    }

    [Theory]
    [InlineData("9A52600d-0000-4000-8000-0123456789ab")]
    [InlineData("a.b-c_d:E")]
    [InlineData("quoted \" and \\ and <tag> & 'more' + `less` ~")]
    [InlineData("line\nbreak\u007fé\ud83d\ude00")]
    public async Task Acknowledgement_is_written_as_the_serializer_would(string uuid)
    {
        var answer = await rig.PostAsync($$"""{"event_name":"order_status_updated","event_uuid":{{JsonSerializer.Serialize(uuid)}},"data":{"order_uuid":"o1"} }""");

        Assert.Equal(JsonSerializer.Serialize(new { eventId = $"order_status_updated:{uuid}", status = "accepted" }), answer.ToString()[4..]);
        Assert.Equal(ApiAnswer.JsonType, answer.ContentType);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("\"text\"")]
    [InlineData("""{"event_name":"never_heard_of"}""")]
    public async Task Json_that_no_parser_understands_is_accepted_and_queued_under_its_hash(string body)
    {
        Assert.Equal(202, (await rig.PostAsync(body)).Status);
        Assert.Equal(202, (await rig.PostAsync(body + " ")).Status);

        Assert.Equal(2, rig.Queue.Messages.Select(static message => message.Identity).Distinct().Count());
    }

    [Fact]
    public async Task Unknown_provider_is_404_before_anything_else_is_looked_at()
    {
        var answer = await rig.PostAsync("not json", provider: "Captain", token: null);

        AssertProblem(answer, 404, "unknown-provider");
        AssertNothingStored();
    }

    [Theory]
    [InlineData("captain", null, "missing_credential")]
    [InlineData("captain", "wrong-token", "wrong_credential")]
    [InlineData("abbiamo", ReceivingRig.Secret, "no_credential_configured")]
    public async Task Unauthenticated_webhook_is_401_and_neither_queued_nor_quarantined_whatever_its_body(string provider, string? token, string reason)
    {
        foreach (var body in new[] { Captain("u1", 10, "in_progress"), "not json", "" })
        {
            var answer = await rig.PostAsync(body, provider, token);
            AssertProblem(answer, 401, "unauthenticated");
            Assert.Contains(answer.Headers, static header => header.Key == "WWW-Authenticate");
        }

        AssertNothingStored();
        Assert.Equal(3, rig.Telemetry.Stats.RefusedByReason[reason]);
    }

    [Fact]
    public async Task Body_that_is_not_json_is_400_and_its_exact_bytes_are_quarantined()
    {
        byte[] body = [(byte)'{', 0xFF, 0x00, (byte)'x'];

        var answer = await rig.PostAsync(body);

        AssertProblem(answer, 400, "not-json");
        Assert.Empty(rig.Queue.Messages);
        var letter = Assert.Single(rig.Desk.Letters);
        Assert.Equal((DeadLetterStatus.Open, DeadLetterReason.NotJson, "captain"), (letter.Status, letter.Reason, letter.Provider));
        Assert.Equal(body, letter.Body!.Value.ToArray());
        Assert.Contains(letter.Id, answer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Quarantined_bytes_are_not_the_callers_buffer()
    {
        var buffer = "not json"u8.ToArray();
        await rig.PostAsync(buffer);
        buffer.AsSpan().Clear();

        Assert.Equal("not json"u8.ToArray(), Assert.Single(rig.Desk.Letters).Body!.Value.ToArray());
    }

    [Fact]
    public async Task Empty_body_is_400_and_nothing_is_kept()
    {
        AssertProblem(await rig.PostAsync(""), 400, "not-json");
        AssertNothingStored();
    }

    [Fact]
    public async Task Queue_that_is_away_is_503_with_a_time_to_retry_and_counts_no_acceptance()
    {
        rig.Queue.IsAway = true;

        var answer = await rig.PostAsync(Captain("u1", 10, "in_progress"));

        AssertProblem(answer, 503, "not-durable");
        Assert.Contains(new("Retry-After", "5"), answer.Headers);
        Assert.Equal(0, rig.Telemetry.Stats.AcceptedTotal);
        Assert.Equal(1, rig.Telemetry.Stats.RefusedByReason["not_durable"]);
    }

    [Fact]
    public async Task Quarantine_that_is_away_is_503_and_not_400()
    {
        rig.Desk.Before = static _ => throw new StoreUnavailableException("the disk is full");

        AssertProblem(await rig.PostAsync("not json"), 503, "not-durable");
    }

    [Theory]
    [InlineData("captain")]
    [InlineData("nobody")]
    public void Too_large_a_body_is_413(string provider) => AssertProblem(rig.TooLarge(provider), 413, "body-too-large");

    [Fact]
    public async Task Message_id_is_the_same_for_the_same_bytes_and_another_for_another_attempt()
    {
        await rig.PostAsync(Captain("u1", 10, "in_progress"));
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        await rig.PostAsync(Captain("u1", 10, "in_progress"));
        await rig.PostAsync(Captain("u1", 10, "in_progress", attempt: 2));

        var ids = rig.Queue.Messages.Select(static message => message.MessageId).ToArray();
        Assert.Equal(ids[0], ids[1]);
        Assert.NotEqual(ids[0], ids[2]);
        Assert.Equal(rig.Queue.Messages[0].Identity, rig.Queue.Messages[2].Identity);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(80)]
    [InlineData(200)]
    [InlineData(5000)]
    public async Task Message_id_fits_a_queue_however_absurd_the_identity(int length)
    {
        await rig.PostAsync(Captain(new string('é', length), 10, "in_progress"));
        await rig.PostAsync(Captain(new string('é', length) + "x", 10, "in_progress"));

        Assert.All(rig.Queue.Messages, static message => Assert.InRange(message.MessageId.Length, 1, 128));
        Assert.NotEqual(rig.Queue.Messages[0].MessageId, rig.Queue.Messages[1].MessageId);
    }

    [Fact]
    public async Task Answers_are_counted_by_closed_words()
    {
        using var metrics = new RecordedMetrics(rig.Telemetry);
        await rig.PostAsync(Captain("u1", 10, "in_progress"));
        await rig.PostAsync("not json");
        await rig.PostAsync("", token: "wrong-token");
        await rig.PostAsync("{}", provider: "Ana Souza");
        _ = rig.TooLarge("captain");

        Assert.Equal(
            [
                "orderrelay.dead_letters reason=not_json 1",
                "orderrelay.webhooks.received provider=captain 1",
                "orderrelay.webhooks.refused provider=captain reason=not_json 1",
                "orderrelay.webhooks.refused provider=captain reason=too_large 1",
                "orderrelay.webhooks.refused provider=captain reason=wrong_credential 1",
                "orderrelay.webhooks.refused provider=unknown reason=unknown_provider 1",
            ],
            metrics.Counters);
        Assert.Equal(["orderrelay.ack.duration"], metrics.Histograms);
    }

    public void Dispose() => rig.Dispose();

    private static void AssertProblem(ApiAnswer answer, int status, string slug)
    {
        Assert.Equal((status, ApiAnswer.ProblemType), (answer.Status, answer.ContentType));
        using var problem = JsonDocument.Parse(answer.Body);
        Assert.Equal(["type", "title", "status", "detail"], problem.RootElement.EnumerateObject().Select(static member => member.Name));
        Assert.Equal($"urn:orderrelay:problem:{slug}", problem.RootElement.GetProperty("type").GetString());
        Assert.Equal(status, problem.RootElement.GetProperty("status").GetInt32());
    }

    private void AssertNothingStored()
    {
        Assert.Empty(rig.Queue.Messages);
        Assert.Empty(rig.Desk.Letters);
    }
}
