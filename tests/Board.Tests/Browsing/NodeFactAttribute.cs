using System.ComponentModel;
using System.Diagnostics;

namespace OrderRelay.Board.Tests.Browsing;

/// <summary>A test that node runs: skipped, with the reason, where there is none.</summary>
public sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute() => Skip = Missing();

    private static string? Missing()
    {
        try
        {
            using var node = Process.Start(new ProcessStartInfo("node", ["--version"]) { RedirectStandardOutput = true })!;
            node.WaitForExit();
            return node.ExitCode == 0 ? null : "node does not run";
        }
        catch (Win32Exception)
        {
            return "no node: install Node.js 20 or later";
        }
    }
}
