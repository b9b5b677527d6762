using System.CommandLine;
using System.Text.Json;
using OrderRelay.Load.Reporting;
using OrderRelay.Load.Reporting.Comparing;

namespace OrderRelay.Load.Commands;

/// <summary>Turns the raw runs of <c>bench/compare.sh</c> into its tables.</summary>
internal sealed class CompareCommand : Command
{
    private readonly Argument<FileInfo> runs = new Argument<FileInfo>("runs") { Description = "one line per run: round, variant, kind, JSON, separated by tabs" }.AcceptExistingOnly();
    private readonly Option<DirectoryInfo> data = new Option<DirectoryInfo>("--data") { Required = true, Description = "a folder on the disk that was written to" }.AcceptExistingOnly();
    private readonly Option<string> command = new("--command") { Required = true, Description = "what was run" };
    private readonly Option<FileInfo?> json = new("--json") { Description = "also writes the comparison as JSON to this file" };
    private readonly Option<FileInfo?> write = new("--write") { Description = "also puts the tables between the comparison marks of this document" };

    public CompareCommand()
        : base("compare", "Compares OrderRelay with its peers from raw runs and prints Markdown.")
    {
        Arguments.Add(runs);
        foreach (var option in new Option[] { data, command, json, write })
            Options.Add(option);

        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var lines = await File.ReadAllLinesAsync(parsed.GetRequiredValue(runs).FullName, cancellationToken);
        var machine = Machine.Describe(parsed.GetRequiredValue(data).FullName, TimeProvider.System);
        var comparison = Comparison.Of([.. lines.Select(ComparedRun.Parse)], machine, parsed.GetRequiredValue(command));
        var markdown = ComparisonReport.Render(comparison);
        Console.WriteLine(markdown);

        if (parsed.GetValue(json) is { } jsonFile)
            await File.WriteAllTextAsync(jsonFile.FullName, JsonSerializer.Serialize(comparison, ResultJson.Default.Comparison) + "\n", cancellationToken);

        if (parsed.GetValue(write) is { } document)
            await File.WriteAllTextAsync(document.FullName, MarkdownReport.Insert(await File.ReadAllTextAsync(document.FullName, cancellationToken), markdown, "comparison"), cancellationToken);

        return comparison.Failures.Count == 0 ? 0 : 1;
    }
}
