using System.CommandLine;
using OrderRelay.Local.Cli;

namespace OrderRelay.Local.Tests.Cli;

/// <summary>Every verb explains itself, in its help and in docs/command-line.md.</summary>
public sealed class HelpTests
{
    private static readonly Lazy<string> Page = new(static () => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "command-line.md")));

    /// <summary>The path of each verb, such as <c>dead-letters replay</c>.</summary>
    public static TheoryData<string> Verbs => [.. Below(RelayCommands.Create(), "")];

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task Verb_helps_with_an_example_that_makes_sense(string verb)
    {
        var (code, output, _) = await CommandLine.RunAsync([.. verb.Split(' '), "--help"]);

        Assert.Equal(ExitCodes.Ok, code);
        var example = output.Split('\n').Select(static line => line.Trim()).FirstOrDefault(static line => line.StartsWith("Example: orderrelay ", StringComparison.Ordinal));
        Assert.True(example is not null, $"the description of '{verb}' ends with a line 'Example: orderrelay {verb} …'");
        Assert.StartsWith($"Example: orderrelay {verb}", example, StringComparison.Ordinal);
        var typed = example["Example: orderrelay ".Length..].Split('>')[0];
        var parsed = RelayCommands.Create().Parse(typed);
        Assert.True(parsed.Errors.Count == 0, $"{example}: {string.Join(' ', parsed.Errors.Select(static error => error.Message))}");
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public void Verb_is_in_the_documentation(string verb)
    {
        Assert.True(Page.Value.Contains($"orderrelay {verb}", StringComparison.Ordinal), $"docs/command-line.md shows 'orderrelay {verb}'");
        Assert.True(
            Page.Value.Split('\n').Contains($"## {verb.Split(' ')[0]}"), $"docs/command-line.md has a section '## {verb.Split(' ')[0]}'");
    }

    [Fact]
    public void Documentation_and_help_name_every_exit_code()
    {
        var codes = typeof(ExitCodes).GetFields().Select(static field => (int)field.GetRawConstantValue()!).ToArray();

        Assert.Equal([0, 1, 2, 3, 4], codes.Order());
        Assert.All(codes, static code =>
        {
            Assert.Contains(FormattableString.Invariant($"| `{code}` |"), Page.Value, StringComparison.Ordinal);
            Assert.Contains(FormattableString.Invariant($"\n  {code}  "), RelayCommands.Create().Description!, StringComparison.Ordinal);
        });
    }

    private static IEnumerable<string> Below(Command command, string path) => command.Subcommands.SelectMany(below =>
        Below(below, $"{path}{below.Name} ").Prepend($"{path}{below.Name}"));
}
