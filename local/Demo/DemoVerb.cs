using System.Text.Json;
using OrderRelay.Local.Cli;
using Spectre.Console;

namespace OrderRelay.Local.Demo;

/// <summary>The demo from start to end: its own relay in a temporary folder, the play, the report.</summary>
/// <param name="console">For people. With <see cref="DemoOptions.Json"/> only its writer is used.</param>
/// <param name="start">Starts the relay.</param>
/// <param name="time">Paces the play.</param>
internal sealed class DemoVerb(IAnsiConsole console, StartDemoHost start, TimeProvider time)
{
    private static readonly TimeSpan Play = TimeSpan.FromSeconds(9);

    /// <summary>Sends the demo's requests; null for the network.</summary>
    public Func<HttpMessageHandler?> Network { get; init; } = static () => null;

    /// <inheritdoc cref="DemoRun.SettleLimit"/>
    public TimeSpan SettleLimit { get; init; } = TimeSpan.FromSeconds(5);

    public async Task<int> RunAsync(DemoOptions options, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("orderrelay-demo-");
        try
        {
            var providers = DemoProviders.Draw();
            await using var host = await start(folder.FullName, providers.Settings, cancellationToken);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var stopping = StopWithAsync(host, stop);
            var code = await PlayAsync(options, host, providers, stop.Token);
            await stop.CancelAsync();
            await stopping;
            return code;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Ctrl+C reaches the host first: the play stops with it, rather than running into a closed door.</summary>
    private static async Task StopWithAsync(IDemoHost host, CancellationTokenSource stop)
    {
        await host.WaitForShutdownAsync(stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await stop.CancelAsync();
    }

    private async Task<int> PlayAsync(DemoOptions options, IDemoHost host, DemoProviders providers, CancellationToken stop)
    {
        try
        {
            using var relay = RelayClient.For(host.Url, Network());
            var plan = PlanOf(options);
            Announce(options, plan, host.Url);
            var outcome = await new DemoRun(relay, providers, time) { SettleLimit = SettleLimit }.RunAsync(plan, ScreenOf(options), stop);
            Report(options, outcome, host.Url);
            if (options.Keep)
            {
                await KeepAsync(options, outcome, host, providers, stop);
            }

            return outcome.IsAccountedFor ? ExitCodes.Ok : ExitCodes.Failed;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("orderrelay: the demo was stopped before its end, so it shows nothing.");
            return ExitCodes.Failed;
        }
        catch (HttpRequestException exception)
        {
            await Console.Error.WriteLineAsync($"orderrelay: the demo's relay stopped answering: {exception.Message}");
            return ExitCodes.Failed;
        }
    }

    private LunchHourPlan PlanOf(DemoOptions options)
    {
        // The hour that just ended, so that everything in it looks recent.
        var opens = time.GetUtcNow().AddMinutes(-60);
        return LunchHour.Plan(new() { Seed = options.Seed, Orders = options.Orders, Opens = opens, Duration = Play / options.Speed });
    }

    private IDemoScreen ScreenOf(DemoOptions options)
        => options.Json ? new NoScreen()
            : console.Profile.Capabilities is { Interactive: true, Ansi: true } ? new LiveScreen(console, time)
            : new TextScreen(console, time);

    private void Announce(DemoOptions options, LunchHourPlan plan, Uri url)
    {
        if (!options.Json)
        {
            console.MarkupLineInterpolated(
                $"[bold]A lunch hour in {Play.TotalSeconds / options.Speed:0.#} seconds[/]: {plan.Requests.Count} webhooks of {plan.Orders.Count} generated orders and the documented samples, to {url} (seed {plan.Seed})");
        }
    }

    private void Report(DemoOptions options, DemoOutcome outcome, Uri url)
    {
        if (options.Json)
        {
            console.Profile.Out.Writer.WriteLine(JsonSerializer.Serialize(DemoSummary.Of(outcome, url), DemoJson.Default.DemoSummary));
        }
        else
        {
            DemoReport.Write(console, outcome);
        }
    }

    private async Task KeepAsync(DemoOptions options, DemoOutcome outcome, IDemoHost host, DemoProviders providers, CancellationToken stop)
    {
        if (!options.Json)
        {
            KeptRelay.Write(console, outcome, host.Url, providers);
        }

        await host.WaitForShutdownAsync(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
