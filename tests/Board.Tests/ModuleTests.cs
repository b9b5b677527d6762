using System.Diagnostics;
using OrderRelay.Board.Tests.Browsing;

namespace OrderRelay.Board.Tests;

/// <summary>The board's pure modules, tested by node alone; the browser tests' driver brings a node of its own, and a machine may have none.</summary>
public sealed class ModuleTests
{
    [NodeFact]
    public async Task Pure_modules_pass_their_own_tests()
    {
        string[] files = [.. Directory.EnumerateFiles(Path.Combine(Requirement.Sources, "js"), "*.test.mjs").Order(StringComparer.Ordinal)];
        Assert.NotEmpty(files);
        using var node = Process.Start(new ProcessStartInfo("node", ["--test", .. files]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (node.StandardOutput.ReadToEndAsync(), node.StandardError.ReadToEndAsync());
        await node.WaitForExitAsync();

        Assert.True(node.ExitCode == 0, await output + await error);
    }
}
