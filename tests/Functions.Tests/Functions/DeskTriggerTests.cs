using System.Text;
using OrderRelay.Core.Pipeline;
using OrderRelay.Functions.Functions;
using OrderRelay.Functions.Tests.ServiceBus;
using static OrderRelay.Functions.Tests.Functions.Calls;

namespace OrderRelay.Functions.Tests.Functions;

/// <summary>The desk's longer ways through the triggers: mend and replay, replay by a job, reproject, release.</summary>
public sealed class DeskTriggerTests : IAsyncLifetime
{
    private const string Sample = "order_status_updated.completed.json";
    private static readonly byte[] Broken = Encoding.UTF8.GetBytes("{\"event_name\":\"order_status_updated\",\"data\":{}}");

    private RelayUnderTest relay = null!;

    public async Task InitializeAsync() => relay = await RelayUnderTest.CreateAsync(
        new Dictionary<string, string?>(RelayUnderTest.Tokens) { ["Quarantine:Unauthenticated"] = "true" });

    public Task DisposeAsync() => relay.DisposeAsync().AsTask();

    [Fact]
    public async Task Letter_mended_and_replayed_by_a_job_reaches_its_order_and_the_audit()
    {
        var id = await LetterAsync();
        var edited = await AnswerAsync(await relay.Function<EditDeadLetter>().RunAsync(Request($"/api/dead-letters/{id}/body", "PUT", await BodyAsync())));
        Assert.Equal(200, edited.Status);
        relay.Sent.Clear();

        var started = await AnswerAsync(await relay.Function<ReplayDeadLetters>().RunAsync(Request("/api/dead-letters/replay?provider=captain", "POST")));
        Assert.Equal(202, started.Status);
        relay.DeliverWhenSent();
        await relay.RunJobsAsync();

        Assert.Equal(DeadLetterStatus.Resolved, (await relay.Storage.DeadLetters.GetAsync(id, default))!.Status);
        Assert.Equal(JobStatus.Done, Assert.Single(await relay.Storage.Jobs.ListAsync(JobKind.Replay, 9, default)).Status);
        var audit = Json((await AnswerAsync(await relay.Function<ListAudit>().RunAsync(Request("/api/audit")))).Body).GetProperty("entries").EnumerateArray();
        Assert.Equal([("replay", "function-key"), ("edit", "function-key")], audit.Select(static entry => (entry.GetProperty("action").GetString(), entry.GetProperty("who").GetString())));
    }

    [Fact]
    public async Task Reprojection_is_carried_out_by_the_timer()
    {
        await relay.PostAsync("captain", await BodyAsync(), "token");
        await relay.ProjectAsync(Received.Of(Assert.Single(relay.Sent)));

        var started = await AnswerAsync(await relay.Function<Reproject>().RunAsync(Request("/api/reproject", "POST")));
        Assert.Equal(202, started.Status);
        await relay.RunJobsAsync();

        var job = Assert.Single(await relay.Storage.Jobs.ListAsync(JobKind.Reproject, 9, default));
        Assert.Equal((JobStatus.Done, 1, 0), (job.Status, job.Done, job.Changed));
        var shown = Json((await AnswerAsync(await relay.Function<GetReprojection>().RunAsync(Request($"/api/reprojections/{job.Id}")))).Body);
        Assert.Equal("done", shown.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Body_with_a_wrong_credential_is_kept_and_released()
    {
        Assert.Equal(401, (await relay.PostAsync("captain", await BodyAsync(), "wrong")).Status);
        var letter = Assert.Single((await relay.Storage.DeadLetters.ListAsync(new() { Reason = DeadLetterReason.Unauthenticated }, null, 9, default)).Letters);
        Assert.Empty(relay.Sent);

        Assert.Equal(409, (await AnswerAsync(await relay.Function<ReplayDeadLetter>().RunAsync(Request($"/api/dead-letters/{letter.Id}/replay", "POST")))).Status);
        Assert.Equal(202, (await AnswerAsync(await relay.Function<ReleaseDeadLetter>().RunAsync(Request($"/api/dead-letters/{letter.Id}/release", "POST")))).Status);
        await relay.DeliverAsync(Assert.Single(relay.Sent));

        Assert.Equal(DeadLetterStatus.Resolved, (await relay.Storage.DeadLetters.GetAsync(letter.Id, default))!.Status);
    }

    private async Task<string> LetterAsync()
    {
        Assert.Equal(202, (await relay.PostAsync("captain", Broken, "token")).Status);
        await relay.DeliverAsync(Assert.Single(relay.Sent));
        return Assert.Single((await relay.Storage.DeadLetters.ListAsync(new(), null, 9, default)).Letters).Id;
    }

    private static Task<byte[]> BodyAsync() => File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "samples", "captain", Sample));
}
