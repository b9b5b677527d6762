using System.CommandLine;
using OrderRelay.Local.Hosting;

namespace OrderRelay.Local.Cli;

/// <summary><c>orderrelay send</c>: recorded webhooks to a relay.</summary>
internal static class SendCommand
{
    public const string TokenVariable = "ORDERRELAY_TOKEN";

    private static readonly Argument<string[]> Files = new("FILE") { Description = "Files of one body each; - reads standard input.", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<string> To = RelayOptions.To();
    private static readonly Option<string?> Provider = RelayOptions.Provider("Whose webhooks they are; told from each body when left out.");
    private static readonly Option<string?> Token = new("--token") { Description = $"The provider's credential; {TokenVariable} when left out, then the development token of a relay on this machine." };
    private static readonly Option<string> Data = new("--data") { Description = "Data folder of a relay on this machine, for its development tokens.", DefaultValueFactory = static _ => RelayHostOptions.DefaultDataFolder };
    private static readonly Option<bool> Json = new("--json") { Description = "One JSON object per line and file." };

    public static Command Create()
    {
        var command = new Command(
            "send",
            "Send recorded webhooks to a relay, byte for byte. Exits 0 when all were accepted.\n"
            + "Example: orderrelay send tests/samples/captain/*.json --to http://127.0.0.1:7071")
        {
            Files, To, Provider, Token, Data, Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    /// <summary>The credential that was given, or the one of the environment.</summary>
    public static string? TokenOf(string? given) => NotEmpty(given) ?? NotEmpty(Environment.GetEnvironmentVariable(TokenVariable));

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var options = new SendOptions
        {
            Files = arguments.GetValue(Files)!,
            Url = new Uri(arguments.GetValue(To)!),
            Provider = arguments.GetValue(Provider),
            Token = TokenOf(arguments.GetValue(Token)),
            DataFolder = arguments.GetValue(Data)!,
            Json = arguments.GetValue(Json),
        };
        await using var standardInput = Console.OpenStandardInput();
        return await new SendVerb(arguments.InvocationConfiguration.Output, standardInput).RunAsync(options, cancellationToken);
    }

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
