using System.Diagnostics;

namespace OrderRelay.Local.Tests.Cli;

/// <summary>The program as its own process, for what a process alone can show: signals and exit codes.</summary>
internal sealed class ToolProcess : IDisposable
{
    private const int SigInt = 2;

    private static readonly TimeSpan TooLong = TimeSpan.FromMinutes(1);

    private readonly Process process;

    private ToolProcess(Process process) => this.process = process;

    public static string Assembly { get; } = Path.Combine(AppContext.BaseDirectory, "orderrelay.dll");

    public static ToolProcess Start(params string[] arguments) => StartWith([], arguments);

    public static ToolProcess StartWith((string Name, string Value)[] environment, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        foreach (var argument in (string[])["exec", Assembly, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        return new(Process.Start(start)!);
    }

    public Task<string?> ReadLineAsync() => process.StandardOutput.ReadLineAsync().WaitAsync(TooLong);

    public Task<string?> ReadErrorLineAsync() => process.StandardError.ReadLineAsync().WaitAsync(TooLong);

    /// <summary>Presses Ctrl+C.</summary>
    public async Task InterruptAsync()
    {
        using var kill = Process.Start("kill", [$"-{SigInt}", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync().WaitAsync(TooLong);
    }

    public async Task<(int Code, string Output, string Error)> EndAsync()
    {
        var rest = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(TooLong);
        return (process.ExitCode, await rest, await error);
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }
}
