using System.CommandLine;
using OrderRelay.Load.Reporting;

namespace OrderRelay.Load.Commands;

/// <summary>Turns the raw runs of a script into Markdown, and puts it into a document where that is asked for.</summary>
internal abstract class RunsCommand : Command
{
    private readonly Argument<FileInfo> runs;
    private readonly Option<DirectoryInfo> data = new Option<DirectoryInfo>("--data") { Required = true, Description = "a folder on the disk that was written to" }.AcceptExistingOnly();
    private readonly Option<string> command = new("--command") { Required = true, Description = "what was run" };
    private readonly Option<FileInfo?> write;
    private readonly string mark;

    /// <param name="name">The verb.</param>
    /// <param name="description">What it does.</param>
    /// <param name="line">What a line of the runs is.</param>
    /// <param name="mark">Names the marks in the document between which the tables go.</param>
    protected RunsCommand(string name, string description, string line, string mark)
        : base(name, description)
    {
        this.mark = mark;
        runs = new Argument<FileInfo>("runs") { Description = $"one line per {line}, JSON, separated by tabs" }.AcceptExistingOnly();
        write = new("--write") { Description = $"also puts the tables between the {mark} marks of this document" };
        Arguments.Add(runs);
        foreach (var option in new Option[] { data, command, write })
            Options.Add(option);
    }

    protected async Task<RawRuns> ReadAsync(ParseResult parsed, CancellationToken cancellationToken) => new(
        await File.ReadAllLinesAsync(parsed.GetRequiredValue(runs).FullName, cancellationToken),
        Machine.Describe(parsed.GetRequiredValue(data).FullName, TimeProvider.System),
        parsed.GetRequiredValue(command));

    protected async Task ShowAsync(string markdown, ParseResult parsed, CancellationToken cancellationToken)
    {
        Console.WriteLine(markdown);
        if (parsed.GetValue(write) is { } document)
            await File.WriteAllTextAsync(document.FullName, MarkdownReport.Insert(await File.ReadAllTextAsync(document.FullName, cancellationToken), markdown, mark), cancellationToken);
    }

    /// <param name="Lines">One for each run.</param>
    /// <param name="Machine">Where they ran.</param>
    /// <param name="Command">What was run.</param>
    protected sealed record RawRuns(string[] Lines, Machine Machine, string Command);
}
