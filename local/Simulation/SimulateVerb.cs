using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using OrderRelay.Local.Cli;
using Spectre.Console;

namespace OrderRelay.Local.Simulation;

/// <summary>A run from start to end: the traffic, the wait, the comparison, the report.</summary>
/// <param name="console">For people. With <see cref="SimulationOptions.Json"/> only its writer is used.</param>
/// <param name="error">What went wrong, in a line.</param>
/// <param name="time">Paces the run.</param>
internal sealed class SimulateVerb(IAnsiConsole console, TextWriter error, TimeProvider time)
{
    /// <param name="options">What to do.</param>
    /// <param name="credential">Proves to the receiver whose a webhook is.</param>
    /// <param name="relay">The receiver as a relay, for the comparison; null when none was asked for.</param>
    /// <param name="cancellationToken">Ends it before its end.</param>
    public async Task<int> RunAsync(SimulationOptions options, RequestCredential credential, RelayClient? relay, CancellationToken cancellationToken)
    {
        try
        {
            await CheckReachableAsync(options.To.Url, cancellationToken);
            if (relay is not null)
            {
                _ = await relay.StatsAsync(cancellationToken);
            }

            var outcome = await RunAsync(options, credential, relay, ScreenOf(options), cancellationToken);
            Report(outcome);
            return outcome.IsGood ? ExitCodes.Ok : ExitCodes.Failed;
        }
        catch (SocketException exception)
        {
            await error.WriteLineAsync($"orderrelay: nothing listens at {options.To.Url.GetLeftPart(UriPartial.Authority)} ({exception.Message}). Start a receiver, such as 'orderrelay serve', or give another address with --to.");
            return ExitCodes.Failed;
        }
        catch (HttpRequestException exception)
        {
            await error.WriteLineAsync($"orderrelay: the orders cannot be compared: {exception.Message}");
            return ExitCodes.Failed;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await error.WriteLineAsync("orderrelay: stopped before anything was sent.");
            return ExitCodes.Failed;
        }
    }

    private async Task<SimulationOutcome> RunAsync(
        SimulationOptions options, RequestCredential credential, RelayClient? relay, ISimulationScreen screen, CancellationToken cancellationToken)
    {
        using var sender = WebhookSender.Create(options.To, credential, options.Connections, options.Timeout);
        var run = new SimulationRun(options, sender, time);
        Announce(options);
        try
        {
            await WatchAsync(screen, run.RunAsync(cancellationToken), () => run.Part, () => Doing(run.Tally));
            return new(options, run, relay is null ? null : await VerifyAsync(options, relay, run, screen, cancellationToken), Stopped: false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new(options, run, null, Stopped: true);
        }
    }

    private async Task<VerificationResult> VerifyAsync(
        SimulationOptions options, RelayClient relay, SimulationRun run, ISimulationScreen screen, CancellationToken cancellationToken)
    {
        var verification = new Verification(relay, run, time);
        var verifying = verification.RunAsync(options.Settle, options.Grace, cancellationToken);
        await WatchAsync(screen, verifying, () => verification.Part, () => verification.Doing);
        return await verifying;
    }

    private static async Task WatchAsync(ISimulationScreen screen, Task work, Func<double> part, Func<string> text)
    {
        await screen.WatchAsync(work, part, text);
        await work;
    }

    private static string Doing(SimulationTally tally) => string.Create(
        CultureInfo.InvariantCulture, $"{tally.Requests:N0} requests, {tally.Acknowledged:N0} acknowledged, {tally.Refused:N0} refused, {tally.Retries:N0} retries");

    /// <summary>A receiver that is not there would otherwise be tried again and again, as providers do.</summary>
    private static async Task CheckReachableAsync(Uri url, CancellationToken cancellationToken)
    {
        if (HttpClient.DefaultProxy.IsBypassed(url))
        {
            using var client = new TcpClient();
            await client.ConnectAsync(url.IdnHost, url.Port, cancellationToken);
        }
    }

    private ISimulationScreen ScreenOf(SimulationOptions options)
        => options.Json ? new SilentScreen()
            : console.Profile.Capabilities is { Interactive: true, Ansi: true } ? new BarScreen(console, time)
            : new LineScreen(console, time);

    private void Announce(SimulationOptions options)
    {
        if (options.Json)
        {
            return;
        }

        var orders = options.Orders is { } count ? string.Create(CultureInfo.InvariantCulture, $"{count:N0} orders") : "orders";
        var length = options.Duration is { } duration ? string.Create(CultureInfo.InvariantCulture, $" for {duration.TotalSeconds:0.###} s") : "";
        var names = string.Join(" and ", options.Traffic.Dialects.Select(static dialect => dialect.Name));
        console.WriteLine($"Sending {orders} of {names}{length} to {options.To.Url.GetLeftPart(UriPartial.Authority)}.");
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The same again: --seed {options.Traffic.Seed} --begin {options.Traffic.Begin.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}"));
    }

    private void Report(SimulationOutcome outcome)
    {
        if (outcome.Options.Json)
        {
            console.Profile.Out.Writer.WriteLine(JsonSerializer.Serialize(SimulationSummary.Of(outcome), SimulationJson.Default.SimulationSummary));
        }
        else
        {
            SimulationReport.Write(console, outcome);
        }
    }
}
