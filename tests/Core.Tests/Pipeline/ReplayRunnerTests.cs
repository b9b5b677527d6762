using System.Globalization;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;

namespace OrderRelay.Core.Tests.Pipeline;

public sealed class ReplayRunnerTests
{
    [Fact]
    public async Task Job_replays_every_open_letter_once_and_says_how_each_ended()
    {
        using var rig = new RecoveryRig();
        var good = await rig.GivenLetterAsync(Body(1));
        var bad = await rig.GivenLetterAsync("{}");
        var junk = await rig.GivenLetterAsync("junk", DeadLetterReason.NotJson);
        var job = await StartAsync(rig);

        await RunAsync(rig, job.Id);

        Assert.Equal(DeadLetterStatus.Resolved, (await rig.LetterAsync(good)).Status);
        Assert.Equal((DeadLetterStatus.Open, 1), ((await rig.LetterAsync(bad)).Status, (await rig.LetterAsync(bad)).Replays));
        Assert.Equal((DeadLetterStatus.Open, 0), ((await rig.LetterAsync(junk)).Status, (await rig.LetterAsync(junk)).Replays));
        var ended = await rig.JobAsync(job.Id);
        Assert.Equal((JobStatus.Done, 3L, 1L), (ended.Status, ended.Total, ended.Skipped));
        var entry = Assert.Single((await rig.Operations.ListAsync(AuditAction.Replay, null, 9, default)).Entries);
        Assert.Equal(("alice", job.Id, 2L, "1 resolved, 1 failed again, 1 skipped"), (entry.Who, entry.Subject, entry.Count, entry.Outcome));
    }

    [Fact]
    public async Task Page_done_again_after_a_crash_replays_nothing_twice()
    {
        using var rig = new RecoveryRig();
        for (var number = 0; number < 5; number++)
        {
            _ = await rig.GivenLetterAsync(number % 2 == 0 ? Body(number) : "{\"n\":" + number.ToString(CultureInfo.InvariantCulture) + "}");
        }

        var job = await StartAsync(rig);
        _ = await rig.Replays.StepAsync(job, default);
        await rig.DrainAsync();
        await rig.Operations.SaveAsync(job, default);
        await RunAsync(rig, job.Id);

        Assert.All((await rig.Letters.ListAsync(new(), null, 9, default)).Letters, static letter => Assert.Equal(1, letter.Replays));
    }

    [Fact]
    public async Task Letter_that_was_marked_and_never_enqueued_is_enqueued_by_the_next_process()
    {
        using var rig = new RecoveryRig();
        var id = await rig.GivenLetterAsync(Body(1));
        var job = await StartAsync(rig);
        var letter = await rig.LetterAsync(id);
        _ = await rig.Letters.MarkAsync(
            id, DeadLetterStatus.Open, letter with { Status = DeadLetterStatus.Replaying, Replays = 1, ReplayJob = job.Id, WithoutNotifications = true }, default);

        await rig.Replays.ResumeAsync(job, default);

        var message = Assert.Single(await rig.Queue.ReceiveAsync(9, default)).Message;
        Assert.Equal((MessageIds.OfReplay(id, 1), true), (message.MessageId, message.WithoutNotifications));
    }

    [Fact]
    public async Task Rate_makes_the_next_page_wait()
    {
        using var rig = new RecoveryRig();
        for (var number = 0; number < 9; number++)
        {
            _ = await rig.GivenLetterAsync(Body(number));
        }

        var job = await rig.Jobs.ReplayAsync(rig.Jobs.Asked(JobKind.Replay, "alice") with { Rate = 8 }, default);

        Assert.Equal(TimeSpan.FromSeconds(0.25), await rig.Replays.StepAsync(job, default));
        Assert.Equal(2, (await rig.Letters.CountAsync(default))[DeadLetterStatus.Replaying]);
    }

    [Fact]
    public async Task Unauthenticated_letter_is_replayed_only_by_a_release()
    {
        using var rig = new RecoveryRig();
        var id = await rig.GivenLetterAsync(Body(1), DeadLetterReason.Unauthenticated);

        Assert.Equal(DeskResult.NeedsRelease, await rig.Desk.ReplayAsync(id, false, default));
        var job = await StartAsync(rig);
        await RunAsync(rig, job.Id);
        Assert.Equal(DeadLetterStatus.Open, (await rig.LetterAsync(id)).Status);

        var release = await rig.Jobs.ReplayAsync(
            rig.Jobs.Asked(JobKind.Replay, "alice") with { Reason = DeadLetterReason.Unauthenticated, Release = true, Rate = 1000 }, default);
        await RunAsync(rig, release.Id);
        Assert.Equal(DeadLetterStatus.Resolved, (await rig.LetterAsync(id)).Status);
        Assert.Equal(DeskResult.NotQuarantined, await rig.Desk.ReplayAsync(await rig.GivenLetterAsync(Body(2)), new ReplayTerms(false, Release: true), default));
    }

    [Fact]
    public async Task Forecast_says_what_each_letter_would_become_and_touches_nothing()
    {
        using var rig = new RecoveryRig();
        _ = await rig.GivenLetterAsync(Body(1));
        _ = await rig.GivenLetterAsync("{}");
        _ = await rig.GivenLetterAsync("junk", DeadLetterReason.NotJson);

        var forecast = await rig.Preview.ForecastAsync(new() { Status = DeadLetterStatus.Open }, false, 2, default);

        Assert.Equal((3, 2, false), (forecast.Letters, forecast.Examples.Count, forecast.IsPartial));
        Assert.Equal(1, forecast.Projected[Verdict.Applied]);
        Assert.Equal(1, forecast.Failing[DeadLetterReason.NotJson]);
        Assert.Equal(3, (await rig.Letters.CountAsync(default))[DeadLetterStatus.Open]);
        Assert.Null((await rig.Orders.LoadAsync([new("captain", "o1")], default))[0]);
    }

    private static string Body(int number) => ProjectionRig.Captain(string.Create(CultureInfo.InvariantCulture, $"u{number}"), number, "in_progress");

    private static async Task<RelayJob> StartAsync(RecoveryRig rig)
        => await rig.Jobs.ReplayAsync(rig.Jobs.Asked(JobKind.Replay, "alice") with { Rate = 1000 }, default);

    private static async Task RunAsync(RecoveryRig rig, string id)
    {
        for (var step = 0; step < 20 && await rig.JobAsync(id) is { Status: not JobStatus.Done } job; step++)
        {
            _ = await rig.Replays.StepAsync(job, default);
            await rig.DrainAsync();
        }

        Assert.Equal(JobStatus.Done, (await rig.JobAsync(id)).Status);
    }
}
