using System.CommandLine;
using System.Net.Http.Headers;
using System.Text.Json;

namespace OrderRelay.Local.Cli;

/// <summary><c>orderrelay dead-letters</c>: the desk of a running relay.</summary>
internal static class DeadLettersCommand
{
    private static readonly Argument<string> Id = new("id") { Description = "A letter's id." };
    private static readonly Argument<string?> MaybeId = new("id") { Description = "A letter's id; without one, every open letter that the filter leaves.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Argument<string> File = new("file") { Description = "The mended body." };
    private static readonly Option<string?> Reason = new("--reason") { Description = "Only with this reason." };
    private static readonly Option<string?> Provider = RelayOptions.Provider("Only of this provider.");
    private static readonly Option<string?> Status = new("--status") { Description = "open, replaying, resolved or discarded.", CompletionSources = { "open", "replaying", "resolved", "discarded" } };
    private static readonly Option<string?> Fingerprint = new("--fingerprint") { Description = "Only those that failed alike." };
    private static readonly Option<string?> OrderId = new("--order") { Description = "Only about this order." };
    private static readonly Option<string?> Since = new("--since") { Description = "Dead-lettered at or after this instant." };
    private static readonly Option<string?> Cursor = new("--cursor") { Description = "From the last page." };
    private static readonly Option<int> Rate = new("--rate") { Description = "Letters per second, at most.", DefaultValueFactory = static _ => 100 };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Say what each would become, and touch nothing." };
    private static readonly Option<bool> Release = new("--release") { Description = "Let in letters whose credential was wrong; takes --reason unauthenticated." };
    private static readonly Option<bool> WithoutNotifications = new("--without-notifications") { Description = "Tell nobody of what it changes." };
    private static readonly Option<string> Why = new("--why") { Description = "Why the letter is not needed.", Required = true };

    public static Command Create() => new(
        "dead-letters",
        "What could not be applied: look at it, mend it, replay it, put it away.\nExample: orderrelay dead-letters groups --to http://127.0.0.1:7071")
    {
        Verb("list", "The letters, the newest first.\nExample: orderrelay dead-letters list --reason invalid_field", ListAsync, Reason, Provider, Status, Fingerprint, OrderId, Since, Cursor),
        Verb("groups", "What failed alike, the largest group first.\nExample: orderrelay dead-letters groups --provider captain", GroupsAsync, Reason, Provider, Status, Since),
        Verb("show", "One letter with its body.\nExample: orderrelay dead-letters show LETTER", static (verb, arguments, token) => verb.AskAsync(HttpMethod.Get, PathOf(arguments), null, token), Id),
        Verb("replay", "Enqueue again, one letter or by filter.\nExample: orderrelay dead-letters replay --reason invalid_field --rate 500", ReplayAsync, MaybeId, Reason, Provider, Fingerprint, OrderId, Since, Rate, DryRun, Release, WithoutNotifications),
        Verb("edit", "Give a letter another body; the original is kept.\nExample: orderrelay dead-letters edit LETTER mended.json", static (verb, arguments, token) => verb.PutAsync(PathOf(arguments) + "/body", arguments.GetValue(File)!, token), Id, File),
        Verb("release", "Let in a letter whose credential was wrong.\nExample: orderrelay dead-letters release LETTER", static (verb, arguments, token) => verb.AskAsync(HttpMethod.Post, PathOf(arguments) + "/release", null, token), Id),
        Verb("discard", "Put a letter away, with a reason.\nExample: orderrelay dead-letters discard LETTER --why \"a test of theirs\"", DiscardAsync, Id, Why),
    };

    private static Command Verb(
        string name, string description, Func<OperatorVerb, ParseResult, CancellationToken, Task<int>> run, params Symbol[] symbols)
    {
        var command = new Command(name, description);
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument)
            {
                command.Arguments.Add(argument);
            }
            else if (symbol is Option option)
            {
                command.Options.Add(option);
            }
        }

        OperatorOptions.AddTo(command);
        command.SetAction(OperatorOptions.Run(run));
        return command;
    }

    private static Task<int> ListAsync(OperatorVerb verb, ParseResult arguments, CancellationToken cancellationToken) => verb.ListAsync(
        "api/dead-letters?limit=200" + Filter(arguments) + And("status", arguments.GetValue(Status)) + And("cursor", arguments.GetValue(Cursor)),
        "deadLetters", ["id", "status", "reason", "provider", "eventName", "orderId", "text"], cancellationToken);

    private static Task<int> GroupsAsync(OperatorVerb verb, ParseResult arguments, CancellationToken cancellationToken) => verb.ListAsync(
        "api/dead-letters/groups?" + And("reason", arguments.GetValue(Reason)) + And("provider", arguments.GetValue(Provider))
            + And("since", arguments.GetValue(Since)) + And("status", arguments.GetValue(Status) ?? "open"),
        "groups", ["count", "reason", "provider", "eventName", "fingerprint", "text", "sampleId"], cancellationToken);

    private static Task<int> ReplayAsync(OperatorVerb verb, ParseResult arguments, CancellationToken cancellationToken)
    {
        var quietly = arguments.GetValue(WithoutNotifications) ? "&withoutNotifications=true" : "";
        if (arguments.GetValue(MaybeId) is { } id)
        {
            return verb.AskAsync(HttpMethod.Post, $"api/dead-letters/{Uri.EscapeDataString(id)}/replay?{quietly}", null, cancellationToken);
        }

        var path = FormattableString.Invariant($"api/dead-letters/replay?rate={arguments.GetValue(Rate)}{Filter(arguments)}{quietly}")
            + (arguments.GetValue(Release) ? "&release=true" : "");
        return arguments.GetValue(DryRun)
            ? verb.AskAsync(HttpMethod.Post, path + "&dryRun=true", null, cancellationToken)
            : verb.RunJobAsync(path, "api/replays", "replayed", cancellationToken);
    }

    private static async Task<int> DiscardAsync(OperatorVerb verb, ParseResult arguments, CancellationToken cancellationToken)
    {
        var why = JsonEncodedText.Encode(arguments.GetValue(Why)!);
        using var content = new StringContent($"{{\"reason\":\"{why}\"}}", new MediaTypeHeaderValue("application/json"));
        return await verb.AskAsync(HttpMethod.Post, PathOf(arguments) + "/discard", content, cancellationToken);
    }

    private static string PathOf(ParseResult arguments) => $"api/dead-letters/{Uri.EscapeDataString(arguments.GetValue(Id)!)}";

    private static string Filter(ParseResult arguments)
        => And("reason", arguments.GetValue(Reason)) + And("provider", arguments.GetValue(Provider)) + And("fingerprint", arguments.GetValue(Fingerprint))
            + And("orderId", arguments.GetValue(OrderId)) + And("since", arguments.GetValue(Since));

    private static string And(string name, string? value) => value is null ? "" : $"&{name}={Uri.EscapeDataString(value)}";
}
