using System.CommandLine;
using System.Text.Json;
using OrderRelay.Load.Reporting;
using OrderRelay.Load.Reporting.Comparing;

namespace OrderRelay.Load.Commands;

/// <summary>Turns the raw runs of <c>bench/compare.sh</c> into its tables.</summary>
internal sealed class CompareCommand : RunsCommand
{
    private readonly Option<FileInfo?> json = new("--json") { Description = "also writes the comparison as JSON to this file" };

    public CompareCommand()
        : base("compare", "Compares OrderRelay with its peers from raw runs and prints Markdown.", "run: round, variant, kind", "comparison")
    {
        Options.Add(json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var raw = await ReadAsync(parsed, cancellationToken);
        var comparison = Comparison.Of([.. raw.Lines.Select(ComparedRun.Parse)], raw.Machine, raw.Command);
        await ShowAsync(ComparisonReport.Render(comparison), parsed, cancellationToken);
        if (parsed.GetValue(json) is { } file)
            await File.WriteAllTextAsync(file.FullName, JsonSerializer.Serialize(comparison, ResultJson.Default.Comparison) + "\n", cancellationToken);

        return comparison.Failures.Count == 0 ? 0 : 1;
    }
}
