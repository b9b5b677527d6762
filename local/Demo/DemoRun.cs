using OrderRelay.Local.Cli;

namespace OrderRelay.Local.Demo;

/// <summary>Plays a lunch hour against a relay, waits until it has digested it, and accounts for it.</summary>
internal sealed class DemoRun(RelayClient relay, DemoProviders providers, TimeProvider time)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    /// <summary>How long the queue may take after the last request.</summary>
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(20);

    /// <summary>How long the accounts may take to come right once the queue is empty: the desk is filled a moment later.</summary>
    public TimeSpan SettleLimit { get; init; } = TimeSpan.FromSeconds(5);

    public async Task<DemoOutcome> RunAsync(LunchHourPlan plan, IDemoScreen screen, CancellationToken cancellationToken)
    {
        var progress = new PlayProgress(plan.Requests.Count);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = screen.WatchAsync(progress, relay, over.Token);
        try
        {
            await new LunchHourPlayer(relay, providers, time).PlayAsync(plan, progress, cancellationToken);
            await DrainAsync(cancellationToken);
        }
        finally
        {
            await over.CancelAsync();
            await watching;
        }

        return await SettleAsync(plan, progress, cancellationToken);
    }

    private async Task DrainAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (time.GetElapsedTime(started) < DrainLimit)
        {
            var stats = await relay.StatsAsync(cancellationToken);
            if (stats.Queue is not { } queue || queue is { Active: 0, Scheduled: 0 })
            {
                return;
            }

            await Task.Delay(Poll, time, cancellationToken);
        }
    }

    private async Task<DemoOutcome> SettleAsync(LunchHourPlan plan, PlayProgress progress, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            var picture = await RelayPicture.TakeAsync(relay, cancellationToken);
            var outcome = new DemoOutcome(plan, progress.Played, picture, Accounting.Check(plan, progress.Played, picture));
            if (outcome.IsAccountedFor || time.GetElapsedTime(started) >= SettleLimit)
            {
                return outcome;
            }

            await Task.Delay(Poll, time, cancellationToken);
        }
    }
}
