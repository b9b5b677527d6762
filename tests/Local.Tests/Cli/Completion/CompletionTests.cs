using System.Diagnostics;
using OrderRelay.Local.Cli;
using OrderRelay.Local.Tests.Sqlite;

namespace OrderRelay.Local.Tests.Cli.Completion;

public sealed class CompletionTests
{
    [BashTheory]
    [InlineData("orderrelay dem", "demo")]
    [InlineData("orderrelay dead-letters re", "release,replay")]
    [InlineData("orderrelay tail --provider ", "abbiamo,captain")]
    [InlineData("orderrelay tail --prov", "--provider")]
    [InlineData("orderrelay tail --status de", "delivered")]
    [InlineData("  orderrelay completion ", "bash,fish,pwsh,zsh")]
    [InlineData("orderrelay replay samples/", "")]
    [InlineData("orderrelay replay ", "")]
    public async Task Bash_completes_a_line(string line, string expected)
        => Assert.Equal(expected, string.Join(',', (await CompleteAsync(line)).Order(StringComparer.Ordinal)));

    [Theory]
    [InlineData("bash", "complete -o bashdefault")]
    [InlineData("zsh", "#compdef orderrelay")]
    [InlineData("fish", "complete -c orderrelay")]
    [InlineData("pwsh", "Register-ArgumentCompleter -Native -CommandName orderrelay")]
    public async Task Every_shell_has_a_script(string shell, string expected)
    {
        var (code, output, _) = await CommandLine.RunAsync("completion", shell);

        Assert.Equal(ExitCodes.Ok, code);
        Assert.Contains(expected, output, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', output);
    }

    [Fact]
    public async Task Unknown_shell_is_a_matter_of_usage()
        => Assert.Equal(ExitCodes.Usage, (await CommandLine.RunAsync("completion", "cmd")).Code);

    /// <summary>Loads the script into a real bash and asks it as the Tab key does.</summary>
    private static async Task<string[]> CompleteAsync(string line)
    {
        using var folder = new TemporaryFolder();
        var tool = Path.Combine(folder.Path, "orderrelay");
        await File.WriteAllTextAsync(tool, $"#!/bin/sh\nexec dotnet exec '{ToolProcess.Assembly}' \"$@\"\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(tool, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        const string Script = """
            source <(orderrelay completion bash)
            COMP_LINE="$1" COMP_POINT=${#1}
            read -ra COMP_WORDS <<<"$1"
            case "$1" in *[[:space:]]) COMP_WORDS+=("") ;; esac
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            complete -p orderrelay >&2
            _orderrelay
            printf '%s\n' "${COMPREPLY[@]}"
            """;
        var start = new ProcessStartInfo("/bin/bash", ["--norc", "-c", Script, "bash", line]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = folder.Path + Path.PathSeparator + start.Environment["PATH"];
        using var bash = Process.Start(start)!;
        var error = bash.StandardError.ReadToEndAsync();
        var output = await bash.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromMinutes(1));
        await bash.WaitForExitAsync();
        Assert.Contains("-F _orderrelay orderrelay", await error, StringComparison.Ordinal);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
