using System.CommandLine;
using System.CommandLine.Parsing;
using OrderRelay.Local.Hosting;

namespace OrderRelay.Local.Cli.Replay;

/// <summary><c>orderrelay replay</c>: a recording of webhooks to a relay.</summary>
internal static class ReplayCommand
{
    private const double MaxRate = 100_000;

    private static readonly Argument<string[]> Paths = new("FILE|DIR|-") { Description = "Recorded bodies (.json), a body per line (.ndjson, .jsonl), HTTP archives (.har), folders of these; - reads standard input, a body per line.", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<string> To = RelayOptions.To();
    private static readonly Option<string?> Provider = RelayOptions.Provider("Whose webhooks they are; told from each body, or from the path in an archive, when left out.");
    private static readonly Option<string?> Token = new("--token") { Description = $"The provider's credential; {SendCommand.TokenVariable} when left out, then the development token of a relay on this machine." };
    private static readonly Option<string> Data = new("--data") { Description = "Data folder of a relay on this machine, for its development tokens.", DefaultValueFactory = static _ => RelayHostOptions.DefaultDataFolder };
    private static readonly Option<double?> Rate = new("--rate") { Description = "Webhooks per second, at most; without it, as fast as the relay answers.", Validators = { CheckRate } };
    private static readonly Option<string?> Format = new("--format") { Description = "What the files are, in place of what their names say." };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Read and check all of it, send nothing." };
    private static readonly Option<bool> WithRecordedCredentials = new("--with-recorded-credentials") { Description = "Send the credentials that stand in an archive; they are left out otherwise." };
    private static readonly Option<bool> Json = new("--json") { Description = "One JSON object per webhook, and one of the sum." };

    public static Command Create()
    {
        var command = new Command(
            "replay",
            "Send a recording of webhooks to a relay, in its order. Exits 0 when all were accepted; sending a recording again changes nothing.\n"
            + "Example: orderrelay replay friday.ndjson --rate 50 --dry-run")
        {
            Paths, To, Provider, Token, Data, Rate, Format, DryRun, WithRecordedCredentials, Json,
        };
        Format.AcceptOnlyFromAmong("body", "ndjson", "har");
        command.SetAction(RunAsync);
        return command;
    }

    private static void CheckRate(OptionResult rate)
    {
        if (rate.GetValueOrDefault<double?>() is { } given and not (> 0 and <= MaxRate))
        {
            rate.AddError(FormattableString.Invariant($"--rate is a number of webhooks per second, above 0 and up to {MaxRate}; {given} is none."));
        }
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var options = new ReplayOptions
        {
            Paths = arguments.GetValue(Paths)!,
            Format = arguments.GetValue(Format) is { } format ? Enum.Parse<RecordingFormat>(format, ignoreCase: true) : RecordingFormat.Auto,
            Rate = arguments.GetValue(Rate),
            DryRun = arguments.GetValue(DryRun),
            WithRecordedCredentials = arguments.GetValue(WithRecordedCredentials),
            Send = new()
            {
                Files = [],
                Url = new Uri(arguments.GetValue(To)!),
                Provider = arguments.GetValue(Provider),
                Token = SendCommand.TokenOf(arguments.GetValue(Token)),
                DataFolder = arguments.GetValue(Data)!,
                Json = arguments.GetValue(Json),
            },
        };
        using var interrupt = new Interrupt(cancellationToken);
        await using var standardInput = Console.OpenStandardInput();
        return await new ReplayVerb(arguments.InvocationConfiguration.Output, standardInput, TimeProvider.System).RunAsync(options, interrupt.Token);
    }
}
