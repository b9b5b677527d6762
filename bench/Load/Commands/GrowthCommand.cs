using System.CommandLine;
using OrderRelay.Load.Reporting;
using OrderRelay.Load.Reporting.Comparing;

namespace OrderRelay.Load.Commands;

/// <summary>Turns the steps of <c>bench/growth.sh</c> into its tables.</summary>
internal sealed class GrowthCommand : Command
{
    private readonly Argument<FileInfo> runs = new Argument<FileInfo>("runs") { Description = "one line per step: part, size, JSON, separated by tabs" }.AcceptExistingOnly();
    private readonly Option<DirectoryInfo> data = new Option<DirectoryInfo>("--data") { Required = true, Description = "a folder on the disk that was written to" }.AcceptExistingOnly();
    private readonly Option<string> command = new("--command") { Required = true, Description = "what was run" };
    private readonly Option<FileInfo?> write = new("--write") { Description = "also puts the tables between the growth marks of this document" };

    public GrowthCommand()
        : base("growth", "Shows how memory and the cost of an event grow, as Markdown.")
    {
        Arguments.Add(runs);
        foreach (var option in new Option[] { data, command, write })
            Options.Add(option);

        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var lines = await File.ReadAllLinesAsync(parsed.GetRequiredValue(runs).FullName, cancellationToken);
        var machine = Machine.Describe(parsed.GetRequiredValue(data).FullName, TimeProvider.System);
        var markdown = GrowthReport.Render([.. lines.Select(GrowthRun.Parse)], machine, parsed.GetRequiredValue(command));
        Console.WriteLine(markdown);
        if (parsed.GetValue(write) is { } document)
            await File.WriteAllTextAsync(document.FullName, MarkdownReport.Insert(await File.ReadAllTextAsync(document.FullName, cancellationToken), markdown, "growth"), cancellationToken);

        return 0;
    }
}
