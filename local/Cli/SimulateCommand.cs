using System.CommandLine;
using System.CommandLine.Parsing;
using System.Security.Cryptography;
using OrderRelay.Local.Hosting;
using OrderRelay.Local.Simulation;

namespace OrderRelay.Local.Cli;

/// <summary><c>orderrelay simulate</c>: providers at their worst, against any receiver.</summary>
internal static class SimulateCommand
{
    private const long DefaultOrders = 1000;
    private const long MaxOrders = 100_000_000;
    private const int MaxConnections = 1024;

    private static readonly Option<string> To = new("--to") { Description = "The relay's address. With a path: any receiver, posted to as it is; {provider} in it is replaced.", DefaultValueFactory = static _ => SendOptions.DefaultUrl.OriginalString, Validators = { CheckTo } };
    private static readonly Option<string> Provider = new("--provider") { Description = "Whose webhooks: captain, abbiamo or both.", DefaultValueFactory = static _ => "both", Validators = { CheckProvider } };
    private static readonly Option<long?> Orders = new("--orders") { Description = $"How many orders; {DefaultOrders} unless --duration is given.", Validators = { static option => InRange(option, 1L, MaxOrders) } };
    private static readonly Option<double?> Duration = new("--duration") { Description = "Seconds after which nothing new is sent.", Validators = { static option => InRange(option, 0.1, 604_800) } };
    private static readonly Option<double?> Rate = new("--rate") { Description = "Requests per second, however slow the receiver is; as fast as it answers when left out.", Validators = { static option => InRange(option, 0.01, 1_000_000) } };
    private static readonly Option<int> Connections = new("--connections") { Description = "Requests under way at a time.", DefaultValueFactory = static _ => 16, Validators = { static option => InRange(option, 1, MaxConnections) } };
    private static readonly Option<double> Duplicates = Share("--duplicates", "Share of events sent twice, byte for byte.");
    private static readonly Option<double> Reorder = Share("--reorder", "Share of events sent after some that happened later.");
    private static readonly Option<double> Late = Share("--late", "Share of events held back until their order is over.");
    private static readonly Option<double> Junk = Share("--junk", "Requests that are no event, for each event.");
    private static readonly Option<double> Unknown = Share("--unknown", "Events with a status that no table knows, for each event.");
    private static readonly Option<double> Skew = new("--skew") { Description = "Seconds by which the clock that stamps an event is off, at most, either way.", Validators = { static option => InRange(option, 0.0, 86_400) } };
    private static readonly Option<ulong?> Seed = new("--seed") { Description = "Makes the same orders again; drawn when left out." };
    private static readonly Option<DateTimeOffset?> Begin = new("--begin") { Description = "The instant around which the first orders begin; an hour ago when left out. With --seed it makes the same bytes again." };
    private static readonly Option<string?> RetryLike = new("--retry-like") { Description = "Send again what was not acknowledged as this provider does: captain, abbiamo, or none. Each as its own when left out.", Validators = { CheckRetryLike } };
    private static readonly Option<double> RetrySpeed = new("--retry-speed") { Description = "How much faster than in life retries come.", DefaultValueFactory = static _ => 60, Validators = { static option => InRange(option, 0.1, 100_000) } };
    private static readonly Option<double> Timeout = new("--timeout") { Description = "Seconds that an answer may take.", DefaultValueFactory = static _ => 10, Validators = { static option => InRange(option, 0.01, 600) } };
    private static readonly Option<bool> Verify = new("--verify") { Description = "Compare every order with what is true of it, at a relay's operator routes. Exits 1 on any difference." };
    private static readonly Option<double> Settle = new("--settle") { Description = "Seconds that the pipeline may take before --verify calls it a difference.", DefaultValueFactory = static _ => 60, Validators = { static option => InRange(option, 0.0, 86_400) } };
    private static readonly Option<string> Data = new("--data") { Description = "Data folder of a relay on this machine, for its development tokens.", DefaultValueFactory = static _ => RelayHostOptions.DefaultDataFolder };
    private static readonly Option<bool> Json = new("--json") { Description = "One JSON document instead of tables." };

    public static Command Create()
    {
        var command = new Command(
            "simulate",
            "Be a provider on a bad day: orders that live through their stories, with webhooks twice, shuffled, late and broken. "
            + "Exits 0 when all was acknowledged, and with --verify only if every order is as it must be.\n"
            + "Example: orderrelay simulate --orders 5000 --duplicates 0.2 --reorder 0.3 --late 0.05 --verify")
        {
            To, Provider, Orders, Duration, Rate, Connections, Duplicates, Reorder, Late, Junk, Unknown, Skew, Seed, Begin, RetryLike, RetrySpeed, Timeout,
            Verify, Settle, OperatorOptions.Key, OperatorOptions.FunctionsKey, Data, Json,
        };
        SimulateCredentials.AddTo(command);
        command.Validators.Add(CheckVerify);
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var options = OptionsOf(arguments);
        var (output, error) = (arguments.InvocationConfiguration.Output, arguments.InvocationConfiguration.Error);
        var (credential, mistake) = SimulateCredentials.Of(arguments, options, arguments.GetValue(Data)!);
        if (credential is null)
        {
            await error.WriteLineAsync($"orderrelay: {mistake}");
            return ExitCodes.Usage;
        }

        using var relay = options.Verify ? OperatorOptions.As(RelayClient.For(options.To.Relay!), arguments) : null;
        var console = output == Console.Out ? PeopleConsole.Create() : PeopleConsole.Plain(output);
        using var interrupt = new Interrupt(cancellationToken);
        return await new SimulateVerb(console, error, TimeProvider.System).RunAsync(options, credential, relay, interrupt.Token);
    }

    private static SimulationOptions OptionsOf(ParseResult arguments) => new()
    {
        To = ReceiverAddress.Read(arguments.GetValue(To))!,
        Traffic = TrafficOf(arguments),
        Orders = arguments.GetValue(Orders) ?? (arguments.GetValue(Duration) is null ? DefaultOrders : null),
        Duration = arguments.GetValue(Duration) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        Rate = arguments.GetValue(Rate),
        Connections = arguments.GetValue(Connections),
        Timeout = TimeSpan.FromSeconds(arguments.GetValue(Timeout)),
        RetryLike = arguments.GetValue(RetryLike) is { } name ? RetryRule.Find(name) : null,
        RetrySpeed = arguments.GetValue(RetrySpeed),
        Verify = arguments.GetValue(Verify),
        Settle = TimeSpan.FromSeconds(arguments.GetValue(Settle)),
        Json = arguments.GetValue(Json),
    };

    private static TrafficOptions TrafficOf(ParseResult arguments) => new()
    {
        Dialects = [.. Dialect.All.Where(dialect => arguments.GetValue(Provider) is "both" || dialect.Name == arguments.GetValue(Provider))],
        Seed = arguments.GetValue(Seed) ?? (ulong)RandomNumberGenerator.GetInt32(int.MaxValue),
        Begin = WholeSecond(arguments.GetValue(Begin) ?? TimeProvider.System.GetUtcNow().AddHours(-1)),
        Duplicates = arguments.GetValue(Duplicates),
        Reorder = arguments.GetValue(Reorder),
        Late = arguments.GetValue(Late),
        Junk = arguments.GetValue(Junk),
        Unknown = arguments.GetValue(Unknown),
        Skew = TimeSpan.FromSeconds(arguments.GetValue(Skew)),
    };

    /// <summary>So that it can be given again as it is printed.</summary>
    private static DateTimeOffset WholeSecond(DateTimeOffset at) => at.ToUniversalTime().AddTicks(-(at.Ticks % TimeSpan.TicksPerSecond));

    private static Option<double> Share(string name, string description)
        => new(name) { Description = description + " 0 to 1.", Validators = { static option => InRange(option, 0.0, 1.0) } };

    private static void InRange<T>(OptionResult option, T from, T to)
        where T : struct, IComparable<T>
    {
        // NaN compares as less than every number, and so is refused.
        if (option.GetValueOrDefault<T?>() is { } value && (value.CompareTo(from) < 0 || value.CompareTo(to) > 0))
        {
            option.AddError(FormattableString.Invariant($"{option.Option.Name} is a number from {from} to {to}."));
        }
    }

    private static void CheckTo(OptionResult to)
    {
        if (ReceiverAddress.Read(to.GetValueOrDefault<string>()) is null)
        {
            to.AddError($"--to takes an address, such as {SendOptions.DefaultUrl.OriginalString} or http://127.0.0.1:8080/hooks/{{provider}}.");
        }
    }

    private static void CheckProvider(OptionResult provider)
    {
        if (provider.GetValueOrDefault<string>() is not ("captain" or "abbiamo" or "both"))
        {
            provider.AddError("--provider is one of captain, abbiamo, both.");
        }
    }

    private static void CheckRetryLike(OptionResult like)
    {
        if (like.GetValueOrDefault<string>() is { } name && RetryRule.Find(name) is null)
        {
            like.AddError("--retry-like is one of captain, abbiamo, none.");
        }
    }

    private static void CheckVerify(CommandResult command)
    {
        if (command.GetValue(Verify) && ReceiverAddress.Read(command.GetValue(To)) is { Relay: null })
        {
            command.AddError("--verify asks a relay about its orders, so --to is a relay's address, such as http://127.0.0.1:7071 or https://host/api/webhooks/{provider}.");
        }
    }
}
