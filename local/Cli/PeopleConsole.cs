using Spectre.Console;

namespace OrderRelay.Local.Cli;

/// <summary>The console for people: colours and moving parts on a terminal, plain text where the output goes elsewhere.</summary>
internal static class PeopleConsole
{
    /// <summary>A file has no width; lines of this one still fit a screen.</summary>
    private const int WidthOfFiles = 120;

    private const int WidthOfLines = 10_000;

    public static IAnsiConsole Create() => Console.IsOutputRedirected ? Plain(Console.Out) : AnsiConsole.Console;

    /// <summary>The console over a verb's output: this process's own when that is where it goes.</summary>
    public static IAnsiConsole Over(TextWriter output) => ReferenceEquals(output, Console.Out) ? Create() : Plain(output);

    /// <summary>For lines that go by: they are never broken, so that a search over them finds whole ones.</summary>
    public static IAnsiConsole Lines(TextWriter output)
    {
        var console = !ReferenceEquals(output, Console.Out) || Console.IsOutputRedirected ? Plain(output)
            : AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = WidthOfLines;
        return console;
    }

    /// <summary>Plain text: no escape sequences, no questions. Spectre looks at the terminal's name alone, which a pipe inherits.</summary>
    public static IAnsiConsole Plain(TextWriter output)
    {
        var console = AnsiConsole.Create(new()
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = WidthOfFiles;
        return console;
    }
}
