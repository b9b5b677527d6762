using System.CommandLine;

namespace OrderRelay.Local.Cli;

/// <summary><c>orderrelay reproject</c>: rebuild orders with today's mapping.</summary>
internal static class ReprojectCommand
{
    private static readonly Option<string?> Provider = RelayOptions.Provider("Only orders of this provider.");
    private static readonly Option<string?> Order = new("--order") { Description = "Only this order; takes --provider beside it." };
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Say what would change, order by order, and touch nothing." };

    public static Command Create()
    {
        var command = new Command(
            "reproject", "Rebuild orders from their stored bodies with today's mapping, while traffic runs.\nExample: orderrelay reproject --dry-run")
        {
            Provider, Order, DryRun,
        };
        OperatorOptions.AddTo(command);
        command.SetAction(OperatorOptions.Run(RunAsync));
        return command;
    }

    private static Task<int> RunAsync(OperatorVerb verb, ParseResult arguments, CancellationToken cancellationToken)
    {
        var path = "api/reproject?" + (arguments.GetValue(Provider) is { } provider ? $"&provider={Uri.EscapeDataString(provider)}" : "")
            + (arguments.GetValue(DryRun) ? "&dryRun=true" : "");
        if (arguments.GetValue(Order) is { } order)
        {
            return verb.AskAsync(HttpMethod.Post, $"{path}&orderId={Uri.EscapeDataString(order)}", null, cancellationToken);
        }

        return arguments.GetValue(DryRun)
            ? verb.ForecastAsync(path, cancellationToken)
            : verb.RunJobAsync(path, "api/reprojections", "done", cancellationToken);
    }
}
