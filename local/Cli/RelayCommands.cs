using System.CommandLine;
using OrderRelay.Local.Cli.Completion;
using OrderRelay.Local.Cli.Orders;
using OrderRelay.Local.Cli.Register;
using OrderRelay.Local.Cli.Replay;
using OrderRelay.Local.Cli.Stats;
using OrderRelay.Local.Cli.Tail;

namespace OrderRelay.Local.Cli;

/// <summary>The command line: its verbs, and what their exit codes mean.</summary>
internal static class RelayCommands
{
    private const string Description = """
        OrderRelay receives the webhooks of delivery providers and turns them into one true state per order.
        Without a verb it serves.

        Exit codes:
          0  all went well
          1  something was refused, missing or wrong; the output says what
          2  the command line makes no sense
          3  the relay cannot start: data folder in use or damaged, port taken, credential missing
          4  'register captain --check' found webhooks that go elsewhere

        Examples:
          orderrelay demo
          orderrelay serve --port 7071 --data ./.orderrelay
          orderrelay send tests/samples/captain/*.json
          orderrelay simulate --orders 5000 --duplicates 0.2 --reorder 0.3 --late 0.05 --verify
          orderrelay replay friday.ndjson --rate 50
          orderrelay tail --provider captain
          orderrelay order why captain/a77f963c8fd6
          orderrelay dead-letters groups
          orderrelay dead-letters replay --reason invalid_field --dry-run
          orderrelay backup backups/monday
        """;

    public static RootCommand Create()
    {
        var root = new RootCommand(Description)
        {
            ServeCommand.Create(), DemoCommand.Create(), SendCommand.Create(), SimulateCommand.Create(), ReplayCommand.Create(), TailCommand.Create(),
            OrderCommand.Create(), StatsCommand.Create(), DeadLettersCommand.Create(), ReprojectCommand.Create(), NotificationsCommand.Create(),
            RegisterCommand.Create(), BackupCommand.CreateBackup(), BackupCommand.CreateRestore(), CompletionCommand.Create(),
        };
        ServeCommand.AddTo(root);
        return root;
    }

    /// <summary>Runs the verb that the arguments name.</summary>
    /// <returns>The process's exit code.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, InvocationConfiguration? configuration = null)
    {
        var parsed = Create().Parse(arguments);

        // Ctrl+C belongs to the host, which drains; verbs without a host end at once.
        var code = await parsed.InvokeAsync(configuration ?? new() { ProcessTerminationTimeout = null });
        return parsed.Errors.Count > 0 ? ExitCodes.Usage : code;
    }
}
