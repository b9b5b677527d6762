using System.CommandLine;
using System.CommandLine.Parsing;

namespace OrderRelay.Local.Cli.Register;

/// <summary><c>orderrelay register</c>: tell a provider where its webhooks go.</summary>
internal static class RegisterCommand
{
    private const string WebhooksPath = "/api/webhooks/captain";

    private static readonly string[] KnownStatuses = ["being_prepared", "prepared", "suggested"];

    private const string Example = "Example: orderrelay register captain --account 3584a197b5a9 --api https://captain.example --relay https://relay.example.com";

    private static readonly Option<string[]> Accounts = new("--account") { Description = "A store's account_uuid at Captain; several may be given.", Required = true, AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string> Relay = new("--relay") { Description = $"The relay's public address, https; {WebhooksPath} is added unless it names the webhooks' path.", Required = true, Validators = { CheckRelay } };
    private static readonly Option<string[]> Only = new("--only") { Description = "Which webhooks to point there: orders (the default address, with it all that has none of its own), preparation, items. All when left out; a printer's own address always stays.", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string[]> Enable = new("--enable") { Description = "Preparation statuses to switch on, beside those that are on.", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string> Api = new("--api") { Description = "The base address of Captain's API, from its documentation or the account manager. The keys are sent to it.", Required = true, Validators = { CheckApi } };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Show the difference, send nothing." };
    private static readonly Option<bool> Check = new("--check") { Description = "Send nothing, and exit 4 when a store's webhooks go elsewhere; for a schedule." };
    private static readonly Option<bool> Json = new("--json") { Description = "One JSON object per store." };

    public static Command Create()
    {
        Only.AcceptOnlyFromAmong([.. CaptainPlan.Words]);
        Enable.AcceptOnlyFromAmong(KnownStatuses);
        var captain = new Command(
            "captain",
            $"Point stores' webhooks at this relay through Captain's account API. The keys come from {CaptainKeys.IntegrationVariable} and {CaptainKeys.DeveloperVariable}.\n"
            + $"{Example} --dry-run")
        {
            Accounts, Relay, Only, Enable, Api, DryRun, Check, Json,
        };
        captain.SetAction(RunAsync);
        return new Command("register", $"Tell a provider where its webhooks go.\n{Example} --check") { captain };
    }

    /// <summary>The address of Captain's webhooks at a relay.</summary>
    public static Uri WebhooksOf(string relay)
    {
        var address = new UriBuilder(relay);
        var path = address.Path.TrimEnd('/');
        address.Path = path.EndsWith("/webhooks/captain", StringComparison.Ordinal) ? path
            : path.EndsWith("/webhooks", StringComparison.Ordinal) ? path + "/captain"
            : path + WebhooksPath;
        return address.Uri;
    }

    private static void CheckRelay(OptionResult relay)
    {
        if (!Uri.TryCreate(relay.GetValueOrDefault<string>(), UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttps || url.IsLoopback)
        {
            relay.AddError("--relay is the https address under which Captain reaches the relay, such as https://relay.example.com.");
        }
    }

    private static void CheckApi(OptionResult api)
    {
        if (!Uri.TryCreate(api.GetValueOrDefault<string>(), UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttps && !(url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)))
        {
            api.AddError("--api is the https base address of Captain's API, such as https://captain.example: keys are sent to it.");
        }
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var configuration = arguments.InvocationConfiguration;
        if (CaptainKeys.From(Environment.GetEnvironmentVariable) is not { } keys)
        {
            await configuration.Error.WriteLineAsync(
                $"orderrelay: Captain's API asks for two keys. Set {CaptainKeys.IntegrationVariable} and {CaptainKeys.DeveloperVariable}; the account manager gives them.");
            return ExitCodes.Usage;
        }

        var options = new RegisterOptions
        {
            Accounts = arguments.GetValue(Accounts)!,
            Webhooks = WebhooksOf(arguments.GetValue(Relay)!),
            Only = arguments.GetValue(Only) ?? [],
            Enable = arguments.GetValue(Enable) ?? [],
            Api = new Uri(arguments.GetValue(Api)!),
            DryRun = arguments.GetValue(DryRun),
            Check = arguments.GetValue(Check),
            Json = arguments.GetValue(Json),
        };
        try
        {
            return await new RegisterVerb(configuration.Output).RunAsync(options, keys, cancellationToken);
        }
        catch (VerbException exception)
        {
            await configuration.Error.WriteLineAsync($"orderrelay: {exception.Message}");
            return ExitCodes.Failed;
        }
    }
}
