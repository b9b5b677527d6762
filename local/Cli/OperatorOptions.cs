using System.CommandLine;

namespace OrderRelay.Local.Cli;

/// <summary>What every verb that talks to a running relay as an operator takes.</summary>
internal static class OperatorOptions
{
    public const string KeyVariable = "ORDERRELAY_KEY";

    public static Option<string> To { get; } = RelayOptions.To();

    public static Option<string?> Key { get; } = new("--key") { Description = $"The operator's key; by default the one in {KeyVariable}." };

    public static Option<string?> FunctionsKey { get; } = new("--functions-key") { Description = "The function key, where the relay runs on Azure Functions." };

    public static Option<bool> Json { get; } = new("--json") { Description = "The relay's own JSON instead of tables." };

    public static void AddTo(Command command)
    {
        command.Options.Add(To);
        command.Options.Add(Key);
        command.Options.Add(FunctionsKey);
        command.Options.Add(Json);
    }

    public static RelayClient ClientOf(ParseResult arguments) => As(RelayClient.For(new Uri(arguments.GetValue(To)!)), arguments);

    /// <summary>Gives a client the keys that the arguments hold.</summary>
    public static RelayClient As(RelayClient relay, ParseResult arguments) => relay.As(
        NotEmpty(arguments.GetValue(Key)) ?? NotEmpty(Environment.GetEnvironmentVariable(KeyVariable)), NotEmpty(arguments.GetValue(FunctionsKey)));

    /// <summary>Runs a verb against the relay that the arguments name; a refusal is a line that says why.</summary>
    public static Func<ParseResult, CancellationToken, Task<int>> Run(Func<OperatorVerb, ParseResult, CancellationToken, Task<int>> verb) => async (arguments, cancellationToken) =>
    {
        var configuration = arguments.InvocationConfiguration;
        using var relay = ClientOf(arguments);
        try
        {
            return await verb(new OperatorVerb(relay, configuration.Output, arguments.GetValue(Json)), arguments, cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or UnauthorizedAccessException or VerbException)
        {
            await configuration.Error.WriteLineAsync($"orderrelay: {exception.Message}");
            return ExitCodes.Failed;
        }
    };

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
