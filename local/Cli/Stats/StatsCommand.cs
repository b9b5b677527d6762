using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using Spectre.Console;

namespace OrderRelay.Local.Cli.Stats;

/// <summary><c>orderrelay stats</c>: what a running relay counts.</summary>
internal static class StatsCommand
{
    private static readonly Option<bool> Watch = new("--watch") { Description = "Look again and again, until Ctrl+C." };
    private static readonly Option<double> Interval = new("--interval") { Description = "Seconds between two looks, 0.2 to 3600.", DefaultValueFactory = static _ => 2, Validators = { CheckInterval } };

    public static Command Create()
    {
        var command = new Command(
            "stats", "What a running relay counts: webhooks, verdicts, latencies, its queue, its desk.\nExample: orderrelay stats --watch")
        {
            Watch, Interval,
        };
        OperatorOptions.AddTo(command);
        command.SetAction(OperatorOptions.Run(RunAsync));
        return command;
    }

    private static void CheckInterval(OptionResult interval)
    {
        if (interval.GetValueOrDefault<double>() is not (>= 0.2 and <= 3600))
        {
            interval.AddError("--interval is a number of seconds from 0.2 to 3600.");
        }
    }

    private static async Task<int> RunAsync(OperatorVerb verb, ParseResult arguments, CancellationToken cancellationToken)
    {
        if (!arguments.GetValue(Watch))
        {
            await LookAsync(verb, static (screen, table) => screen.Write(table), cancellationToken);
            return ExitCodes.Ok;
        }

        using var interrupt = new Interrupt(cancellationToken);
        var interval = TimeSpan.FromSeconds(arguments.GetValue(Interval));
        try
        {
            if (verb.Json || !verb.Screen.Profile.Capabilities.Interactive)
            {
                await WatchAsync(verb, interval, static (screen, table) => screen.Write(table), interrupt.Token);
            }
            else
            {
                await verb.Screen.Live(new Text("")).StartAsync(live => WatchAsync(verb, interval, (_, table) => live.UpdateTarget(table), interrupt.Token));
            }
        }
        catch (OperationCanceledException) when (interrupt.Token.IsCancellationRequested)
        {
            // What was asked for.
        }

        return ExitCodes.Ok;
    }

    private static async Task WatchAsync(OperatorVerb verb, TimeSpan interval, Action<IAnsiConsole, Table> show, CancellationToken cancellationToken)
    {
        while (true)
        {
            await LookAsync(verb, show, cancellationToken);
            await Task.Delay(interval, TimeProvider.System, cancellationToken);
        }
    }

    private static async Task LookAsync(OperatorVerb verb, Action<IAnsiConsole, Table> show, CancellationToken cancellationToken)
    {
        using var answer = await verb.Relay.AskAsync(HttpMethod.Get, "api/stats", null, cancellationToken);
        if (verb.Json)
        {
            await verb.Output.WriteLineAsync(answer.RootElement.GetRawText());
            return;
        }

        show(verb.Screen, StatsReport.Of(answer.Deserialize(RelayClientJson.Default.RelayStats)!));
    }
}
