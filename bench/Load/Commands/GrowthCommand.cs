using System.CommandLine;
using OrderRelay.Load.Reporting.Comparing;

namespace OrderRelay.Load.Commands;

/// <summary>Turns the steps of <c>bench/growth.sh</c> into its tables.</summary>
internal sealed class GrowthCommand : RunsCommand
{
    public GrowthCommand()
        : base("growth", "Shows how memory and the cost of an event grow, as Markdown.", "step: part, size", "growth")
        => SetAction(RunAsync);

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var raw = await ReadAsync(parsed, cancellationToken);
        await ShowAsync(GrowthReport.Render([.. raw.Lines.Select(GrowthRun.Parse)], raw.Machine, raw.Command), parsed, cancellationToken);
        return 0;
    }
}
