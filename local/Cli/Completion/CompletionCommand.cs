using System.CommandLine;

namespace OrderRelay.Local.Cli.Completion;

/// <summary><c>orderrelay completion</c>: a script that makes a shell complete the verbs, their options and some values.</summary>
internal static class CompletionCommand
{
    private static readonly Argument<string> Shell = new("shell") { Description = "The shell." };

    public static Command Create()
    {
        Shell.AcceptOnlyFromAmong([.. CompletionScripts.ByShell.Keys.Order(StringComparer.Ordinal)]);
        var command = new Command(
            "completion", "Print a script that makes a shell complete this command. The page docs/command-line.md says where each shell wants it.\nExample: orderrelay completion bash > ~/.local/share/bash-completion/completions/orderrelay")
        {
            Shell,
        };
        command.SetAction(static arguments =>
        {
            arguments.InvocationConfiguration.Output.Write(CompletionScripts.ByShell[arguments.GetValue(Shell)!]);
            return ExitCodes.Ok;
        });
        return command;
    }
}
