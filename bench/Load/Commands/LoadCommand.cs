using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using OrderRelay.Load.Http;
using OrderRelay.Load.Reporting;
using OrderRelay.Load.Running;
using Spectre.Console;

namespace OrderRelay.Load.Commands;

/// <summary>The default verb: sends load and prints what it measured.</summary>
internal sealed class LoadCommand : RootCommand
{
    private readonly Option<LoopbackTarget> to = new("--to")
    {
        Required = true,
        CustomParser = ParseTarget,
        HelpName = "URL",
        Description = "http URL on a loopback address; without a path, /api/webhooks/{provider}",
    };

    private readonly Option<int> connections = new("--connections") { DefaultValueFactory = _ => 64, Description = "keep-alive connections" };
    private readonly Option<int?> threads = new("--threads") { HelpName = "N", Description = "driver threads; 2, or 1 for a single connection" };
    private readonly Option<double?> duration = new("--duration") { HelpName = "S", Description = "seconds measured; 10, or with --requests at most 600" };
    private readonly Option<long?> requests = new("--requests") { HelpName = "N", Description = "requests measured at most" };
    private readonly Option<double?> rate = new("--rate") { HelpName = "R", Description = "open loop: requests due per second, however slow the server is; without it a closed loop" };
    private readonly Option<double> warmup = new("--warmup") { DefaultValueFactory = _ => 1, HelpName = "S", Description = "seconds of load before measuring" };
    private readonly Option<double> timeout = new("--timeout") { DefaultValueFactory = _ => 5, HelpName = "S", Description = "seconds after which a request counts as failed" };
    private readonly Option<ulong> seed = new("--seed") { DefaultValueFactory = _ => 1UL, Description = "the same seed makes the same events: another one for another run against the same data" };
    private readonly Option<string> provider = new Option<string>("--provider") { DefaultValueFactory = _ => "captain" }.AcceptOnlyFromAmong("captain", "abbiamo");
    private readonly Option<AuthKind> auth = new("--auth") { DefaultValueFactory = _ => AuthKind.Token, Description = "how requests prove where they come from" };
    private readonly Option<string?> header = new("--header") { Description = "the credential's header; Auth-Token (captain), Authorization (abbiamo), X-Signature (hmac)" };
    private readonly Option<string?> token = new("--token") { Description = "for --auth token" };
    private readonly Option<string?> secret = new("--secret") { Description = "for --auth hmac: the key as text" };
    private readonly Option<int> orders = new("--orders") { DefaultValueFactory = _ => 10_000, Description = "orders open at one time; a finished one is followed by a new one" };
    private readonly Option<bool> repeatOrders = new("--repeat-orders") { Description = "a finished order goes round again instead" };
    private readonly Option<int?> bodySize = new("--body-size") { HelpName = "BYTES", Description = "pads every body to this size" };
    private readonly Option<int[]> serverPid = new("--server-pid") { HelpName = "PID", AllowMultipleArgumentsPerToken = true, Description = "reads the CPU time and memory of these processes and their children" };
    private readonly Option<LoopbackTarget?> stats = new("--stats") { CustomParser = ParseTarget, HelpName = "URL", Description = "where the server tells how many events it projected: waits until all are, and reports the rate from end to end" };
    private readonly Option<double> catchUp = new("--catch-up") { DefaultValueFactory = _ => 60, HelpName = "S", Description = "with --stats: seconds to wait for the projection after the window" };
    private readonly Option<bool> json = new("--json") { Description = "prints one JSON object" };

    public LoadCommand()
        : base("Measures how fast a webhook receiver on this machine acknowledges.")
    {
        foreach (var option in new Option[] { to, connections, threads, duration, requests, rate, warmup, timeout, seed, provider, auth, header, token, secret, orders, repeatOrders, bodySize, serverPid, stats, catchUp, json })
            Options.Add(option);

        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var options = Read(parsed);
        if (LoadLimits.Check(options) is { } refusal)
        {
            await Console.Error.WriteLineAsync(refusal);
            return 2;
        }

        var result = await LoadRun.RunAsync(options, cancellationToken);
        if (parsed.GetValue(json))
            Console.WriteLine(JsonSerializer.Serialize(result, ResultJson.Default.LoadResult));
        else
            ResultTable.Write(result, AnsiConsole.Console);

        return result.AllAccepted ? 0 : 1;
    }

    private LoadOptions Read(ParseResult parsed) => new()
    {
        Target = parsed.GetRequiredValue(to),
        Provider = parsed.GetRequiredValue(provider),
        Auth = parsed.GetValue(auth),
        Header = parsed.GetValue(header),
        Credential = parsed.GetValue(auth) == AuthKind.Hmac ? parsed.GetValue(secret) : parsed.GetValue(token),
        Connections = parsed.GetValue(connections),
        Threads = parsed.GetValue(threads) ?? Math.Min(2, parsed.GetValue(connections)),
        Duration = TimeSpan.FromSeconds(parsed.GetValue(duration) ?? (parsed.GetValue(requests) is null ? 10 : 600)),
        Warmup = TimeSpan.FromSeconds(parsed.GetValue(warmup)),
        Requests = parsed.GetValue(requests),
        Rate = parsed.GetValue(rate),
        Timeout = TimeSpan.FromSeconds(parsed.GetValue(timeout)),
        Seed = parsed.GetValue(seed),
        Orders = parsed.GetValue(orders),
        RepeatOrders = parsed.GetValue(repeatOrders),
        BodySize = parsed.GetValue(bodySize),
        ServerPids = parsed.GetValue(serverPid) ?? [],
        Stats = parsed.GetValue(stats)?.Url,
        CatchUp = TimeSpan.FromSeconds(parsed.GetValue(catchUp)),
    };

    internal static LoopbackTarget? ParseTarget(ArgumentResult result)
    {
        try
        {
            return LoopbackTarget.Parse(result.Tokens[0].Value);
        }
        catch (ArgumentException refused)
        {
            result.AddError(refused.Message);
            return null;
        }
    }
}
