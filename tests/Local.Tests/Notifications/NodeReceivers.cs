using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace OrderRelay.Local.Tests.Notifications;

/// <summary>Receivers written by others, from npm, installed once beside their scripts.</summary>
internal static class NodeReceivers
{
    private static readonly Lazy<string?> Missing = new(Install);

    private static string Folder { get; } = Path.Combine(Here(), "receivers");

    /// <summary>Why they cannot run on this machine; null when they can.</summary>
    public static string? Unavailable => Missing.Value;

    public static Process Start(string script, params IEnumerable<string> arguments)
        => Process.Start(new ProcessStartInfo("node", [script, .. arguments])
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

    private static string? Install()
    {
        if (Run("node", "--version") is { } node)
        {
            return $"node is needed for receivers written by others, and does not run: {node}";
        }

        if (File.Exists(Path.Combine(Folder, "node_modules", ".package-lock.json")))
        {
            return null;
        }

        return Run(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund") is { } npm
            ? $"npm could not install the receivers written by others: {npm}"
            : null;
    }

    private static string? Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = Folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            _ = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : error.Trim();
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or IOException)
        {
            return exception.Message;
        }
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
