using System.CommandLine;
using System.CommandLine.Parsing;
using OrderRelay.Core.Authentication;
using OrderRelay.Local.Simulation;

namespace OrderRelay.Local.Cli;

/// <summary>The options by which <c>simulate</c> is told how its webhooks prove where they come from.</summary>
internal static class SimulateCredentials
{
    private const string NoCredential = "none";

    private static readonly Option<string> Auth = new("--auth") { Description = "How webhooks prove where they come from: token-header, hmac-sha256, standard-webhooks, basic, none.", DefaultValueFactory = static _ => "token-header", Validators = { CheckAuth } };
    private static readonly Option<string?> Header = new("--header") { Description = "The header of a token or an HMAC; each provider's own when left out." };
    private static readonly Option<string?> Token = new("--token") { Description = $"For token-header; {SendCommand.TokenVariable} when left out, then the development tokens of a relay on this machine." };
    private static readonly Option<string?> Secret = new("--secret") { Description = "For hmac-sha256: text, hex:… or base64:…. For standard-webhooks: whsec_…." };
    private static readonly Option<string?> User = new("--user") { Description = "For basic: NAME:PASSWORD." };

    public static void AddTo(Command command)
    {
        command.Options.Add(Auth);
        command.Options.Add(Header);
        command.Options.Add(Token);
        command.Options.Add(Secret);
        command.Options.Add(User);
    }

    /// <summary>The credential that the arguments ask for; without one, what is missing.</summary>
    public static (RequestCredential? Credential, string? Mistake) Of(ParseResult arguments, SimulationOptions options, string dataFolder)
    {
        var (header, secret) = (arguments.GetValue(Header), arguments.GetValue(Secret));
        return arguments.GetValue(Auth) switch
        {
            NoCredential => (RequestCredential.None, null),
            "hmac-sha256" => secret is not null && SecretText.Read(secret) is { } key
                ? (RequestCredential.Hmac(header, key), null)
                : (null, "--auth hmac-sha256 needs --secret: text, hex:… or base64:…."),
            "standard-webhooks" => secret is not null && StandardWebhooksSignature.ReadSecret(secret) is { } key
                ? (RequestCredential.StandardWebhooks(key, TimeProvider.System), null)
                : (null, "--auth standard-webhooks needs --secret whsec_… with base64 behind the prefix."),
            "basic" => arguments.GetValue(User) is { } user && user.Contains(':', StringComparison.Ordinal)
                ? (RequestCredential.Basic(user), null)
                : (null, "--auth basic needs --user NAME:PASSWORD."),
            _ => TokenOf(arguments, options, dataFolder),
        };
    }

    private static (RequestCredential? Credential, string? Mistake) TokenOf(ParseResult arguments, SimulationOptions options, string dataFolder)
    {
        var given = NotEmpty(arguments.GetValue(Token)) ?? NotEmpty(Environment.GetEnvironmentVariable(SendCommand.TokenVariable));
        var tokens = new SendTokens(new() { Files = [], Url = options.To.Url, Token = given, DataFolder = dataFolder });
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var dialect in options.Traffic.Dialects)
        {
            if (tokens.Of(dialect.Name) is not { } token)
            {
                return (null, $"no credential for {dialect.Name} is known. Give --token, set {SendCommand.TokenVariable}, name with --data the folder of the relay that runs here, or choose another --auth.");
            }

            known[dialect.Name] = token;
        }

        return (RequestCredential.Token(arguments.GetValue(Header), known), null);
    }

    private static void CheckAuth(OptionResult auth)
    {
        if (auth.GetValueOrDefault<string>() is not { } word || (word is not NoCredential && AuthenticationModes.Find(word) is null))
        {
            auth.AddError("--auth is one of token-header, hmac-sha256, standard-webhooks, basic, none.");
        }
    }

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
