using OrderRelay.Local.Cli;

namespace OrderRelay.Local.Tests.Cli;

public sealed class RelayCommandsTests
{
    [Theory]
    [InlineData("send")]
    [InlineData("send", "a.json", "--to", "not-an-address")]
    [InlineData("send", "a.json", "--provider", "nobody")]
    [InlineData("demo", "--orders", "0")]
    [InlineData("demo", "--speed", "1000")]
    [InlineData("demo", "--unheard-of")]
    [InlineData("serve", "--port", "many")]
    [InlineData("simulate", "--late", "1.5")]
    [InlineData("simulate", "--duplicates", "NaN")]
    [InlineData("simulate", "--orders", "0")]
    [InlineData("simulate", "--rate", "-3")]
    [InlineData("simulate", "--provider", "nobody")]
    [InlineData("simulate", "--retry-like", "nobody")]
    [InlineData("simulate", "--to", "nowhere")]
    [InlineData("simulate", "--auth", "hmac-sha256")]
    [InlineData("simulate", "--auth", "basic", "--user", "nameless")]
    [InlineData("simulate", "--auth", "guess")]
    [InlineData("simulate", "--data", "no-such-folder")]
    [InlineData("simulate", "--to", "http://127.0.0.1:1/hooks", "--verify")]
    public async Task Senseless_command_line_exits_2_with_a_word_about_it(params string[] arguments)
    {
        var (code, _, error) = await CommandLine.RunAsync(arguments);

        Assert.Equal(ExitCodes.Usage, code);
        Assert.NotEmpty(error);
    }

    [Fact]
    public async Task Help_lists_the_verbs_and_the_exit_codes()
    {
        var (code, output, _) = await CommandLine.RunAsync("--help");

        Assert.Equal(ExitCodes.Ok, code);
        Assert.All(["serve", "demo", "send", "Exit codes", "2  the command line makes no sense"], word => Assert.Contains(word, output, StringComparison.Ordinal));
    }
}
