using System.CommandLine;

namespace OrderRelay.Local.Cli.Tail;

/// <summary><c>orderrelay tail</c>: events as they are projected.</summary>
internal static class TailCommand
{
    private static readonly Option<string?> Provider = RelayOptions.Provider("Only of this provider.");
    private static readonly Option<string?> Store = new("--store") { Description = "Only of this store." };
    private static readonly Option<string?> Status = RelayOptions.Status("Only of orders with this status.");
    private static readonly Option<string?> Order = new("--order") { Description = "Only of this order." };

    public static Command Create()
    {
        var command = new Command(
            "tail",
            "Show events as a running relay projects them, until Ctrl+C. It connects again by itself.\nExample: orderrelay tail --provider captain --status failed")
        {
            Provider, Store, Status, Order,
        };
        OperatorOptions.AddTo(command);
        command.SetAction(OperatorOptions.Run(RunAsync));
        return command;
    }

    private static async Task<int> RunAsync(OperatorVerb verb, ParseResult arguments, CancellationToken cancellationToken)
    {
        using var interrupt = new Interrupt(cancellationToken);
        ITailScreen screen = verb.Json ? new NdjsonScreen(verb.Output) : new TailScreen(PeopleConsole.Lines(verb.Output));
        var filter = And("provider", arguments.GetValue(Provider)) + And("store", arguments.GetValue(Store))
            + And("status", arguments.GetValue(Status)) + And("orderId", arguments.GetValue(Order));
        return await new TailVerb(verb.Relay, screen, arguments.InvocationConfiguration.Error, TimeProvider.System).RunAsync(filter, interrupt.Token);
    }

    private static string And(string name, string? value) => value is null ? "" : $"&{name}={Uri.EscapeDataString(value)}";
}
