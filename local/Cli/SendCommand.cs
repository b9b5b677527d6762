using System.CommandLine;
using System.CommandLine.Parsing;
using OrderRelay.Core.Providers;
using OrderRelay.Local.Hosting;

namespace OrderRelay.Local.Cli;

/// <summary><c>orderrelay send</c>: recorded webhooks to a relay.</summary>
internal static class SendCommand
{
    public const string TokenVariable = "ORDERRELAY_TOKEN";

    private static readonly Argument<string[]> Files = new("FILE") { Description = "Files of one body each; - reads standard input.", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<string> To = new("--to") { Description = "The relay's address.", DefaultValueFactory = static _ => SendOptions.DefaultUrl.OriginalString, Validators = { CheckUrl } };
    private static readonly Option<string?> Provider = new("--provider") { Description = "Whose webhooks they are; told from each body when left out.", Validators = { CheckProvider } };
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

    private static void CheckUrl(OptionResult to)
    {
        if (UrlOf(to.GetValueOrDefault<string>()) is null)
        {
            to.AddError($"--to takes the address of a relay, such as {SendOptions.DefaultUrl.OriginalString}.");
        }
    }

    private static void CheckProvider(OptionResult provider)
    {
        if (provider.GetValueOrDefault<string>() is { } name && ProviderCatalog.Default.Find(name) is null)
        {
            provider.AddError($"--provider is one of {string.Join(", ", ProviderCatalog.Default.All.Select(static known => known.Name))}.");
        }
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var given = arguments.GetValue(Token);
        var options = new SendOptions
        {
            Files = arguments.GetValue(Files)!,
            Url = UrlOf(arguments.GetValue(To))!,
            Provider = arguments.GetValue(Provider),
            Token = string.IsNullOrEmpty(given) ? NotEmpty(Environment.GetEnvironmentVariable(TokenVariable)) : given,
            DataFolder = arguments.GetValue(Data)!,
            Json = arguments.GetValue(Json),
        };
        await using var standardInput = Console.OpenStandardInput();
        return await new SendVerb(arguments.InvocationConfiguration.Output, standardInput).RunAsync(options, cancellationToken);
    }

    private static Uri? UrlOf(string? text)
        => Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps) ? url : null;

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
