using System.CommandLine;
using System.Text.Json;
using OrderRelay.Load.Http;
using OrderRelay.Load.Reporting;
using OrderRelay.Load.Running;

namespace OrderRelay.Load.Commands;

/// <summary>Measures how fast a server that was just started projects what waits in its queue.</summary>
internal sealed class DrainCommand : Command
{
    private readonly Option<LoopbackTarget> stats = new("--stats") { Required = true, CustomParser = LoadCommand.ParseTarget, HelpName = "URL", Description = "where the server tells how many events it projected" };
    private readonly Option<long> events = new("--events") { Required = true, HelpName = "N", Description = "events that waited when it started" };
    private readonly Option<int[]> serverPid = new("--server-pid") { HelpName = "PID", AllowMultipleArgumentsPerToken = true, Description = "reads the CPU time and memory of these processes and their children" };
    private readonly Option<double> timeout = new("--timeout") { DefaultValueFactory = _ => 120, HelpName = "S", Description = "seconds to wait at most" };

    public DrainCommand()
        : base("drain", "Measures how fast a server that was just started projects its backlog; prints one JSON object.")
    {
        foreach (var option in new Option[] { stats, events, serverPid, timeout })
            Options.Add(option);

        SetAction(RunAsync);
    }

    /// <summary>The clock starts with the first answer, so that how long a runtime takes to start is no part of it.</summary>
    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var longest = TimeSpan.FromSeconds(parsed.GetValue(timeout));
        stop.CancelAfter(longest * 2);
        using var probe = new ProjectionProbe(parsed.GetRequiredValue(stats).Url, parsed.GetValue(serverPid) ?? []);
        var from = await FirstAnswerAsync(probe, stop.Token);
        var result = await probe.WaitAsync(from, parsed.GetValue(events), longest, stop.Token);
        Console.WriteLine(JsonSerializer.Serialize(result, ResultJson.Default.EventProjection));
        if (result is { Complete: true, Events: > 0 })
            return 0;

        await Console.Error.WriteLineAsync(result.Complete
            ? "everything was projected before the first answer: measure with more --events"
            : $"after {longest.TotalSeconds:0} seconds events were still waiting");
        return 1;
    }

    private static async Task<ProjectionMark> FirstAnswerAsync(ProjectionProbe probe, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await probe.MarkAsync(cancellationToken);
            }
            catch (HttpRequestException)
            {
                await Task.Delay(20, cancellationToken);
            }
        }
    }
}
