using System.CommandLine;
using System.Text.Json;
using OrderRelay.Load.Reporting;

namespace OrderRelay.Load.Commands;

/// <summary>Turns the runs of a comparison into one table.</summary>
internal sealed class ReportCommand : Command
{
    private readonly Argument<FileInfo> runs = new Argument<FileInfo>("runs") { Description = "one line per run: round, variant and the run's JSON, separated by tabs" }.AcceptExistingOnly();
    private readonly Option<DirectoryInfo> data = new Option<DirectoryInfo>("--data") { Required = true, Description = "a folder on the disk that was written to" }.AcceptExistingOnly();
    private readonly Option<string> yardstick = new("--yardstick") { DefaultValueFactory = _ => "bare", Description = "the variant that the others are divided by" };
    private readonly Option<FileInfo?> json = new("--json") { Description = "also writes the report as JSON to this file" };
    private readonly Option<FileInfo?> write = new("--write") { Description = "also puts the table between the results marks of this document" };

    public ReportCommand()
        : base("report", "Compares interleaved runs and prints a Markdown table.")
    {
        Arguments.Add(runs);
        foreach (var option in new Option[] { data, yardstick, json, write })
            Options.Add(option);

        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var lines = await File.ReadAllLinesAsync(parsed.GetRequiredValue(runs).FullName, cancellationToken);
        var measurements = lines.Select(Measurement.Parse).ToArray();
        var machine = Machine.Describe(parsed.GetRequiredValue(data).FullName, TimeProvider.System);
        var report = Report.Of(measurements, parsed.GetRequiredValue(yardstick), machine);
        var markdown = MarkdownReport.Render(report, measurements[0].Result);
        Console.WriteLine(markdown);

        if (parsed.GetValue(json) is { } jsonFile)
            await File.WriteAllTextAsync(jsonFile.FullName, JsonSerializer.Serialize(report, ResultJson.Default.Report), cancellationToken);

        if (parsed.GetValue(write) is { } document)
        {
            var text = await File.ReadAllTextAsync(document.FullName, cancellationToken);
            await File.WriteAllTextAsync(document.FullName, MarkdownReport.Insert(text, markdown), cancellationToken);
        }

        return report.AllAccepted ? 0 : 1;
    }
}
