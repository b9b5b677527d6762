using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace OrderRelay.Faults;

/// <summary>The real program in a process of its own, to be killed.</summary>
internal sealed partial class RelayProcess : IDisposable
{
    public const string Token = "captain-secret";

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly StringBuilder said = new();
    private readonly StringBuilder complained = new();
    private readonly TaskCompletionSource<Uri?> listens = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task ended;

    private RelayProcess(Process process)
    {
        this.process = process;
        ended = Task.WhenAll(ReadAsync(process.StandardOutput, said), ReadAsync(process.StandardError, complained));
    }

    public int Id => process.Id;

    /// <summary>Everything on stderr so far.</summary>
    public string Complaints
    {
        get
        {
            lock (complained)
            {
                return complained.ToString();
            }
        }
    }

    /// <summary>Everything on stdout so far, the log among it.</summary>
    public string Said
    {
        get
        {
            lock (said)
            {
                return said.ToString();
            }
        }
    }

    /// <summary>Starts <c>serve</c> on a free port.</summary>
    public static RelayProcess Start(string dataFolder) => Start(dataFolder, new Dictionary<string, string>());

    /// <summary>Starts <c>serve</c> on a free port.</summary>
    /// <param name="dataFolder">Its data.</param>
    /// <param name="environment">Added to the environment that it inherits.</param>
    /// <param name="settings">Added to its settings.</param>
    public static RelayProcess Start(string dataFolder, IReadOnlyDictionary<string, string> environment, params string[] settings)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                Path.Combine(AppContext.BaseDirectory, "orderrelay.dll"), "serve", "--port", "0", "--data", dataFolder, "--set", "Providers:captain:Auth:Tokens:0=" + Token,
            },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        foreach (var setting in settings)
        {
            start.ArgumentList.Add("--set");
            start.ArgumentList.Add(setting);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new(Process.Start(start)!);
    }

    /// <summary>Where it listens; it takes requests once it says so.</summary>
    public async Task<Uri> ListensAsync()
    {
        var url = await listens.Task.WaitAsync(Longest);
        return url ?? throw new InvalidOperationException($"the relay ended before it listened: {Complaints}");
    }

    /// <returns>Where it listens; null when it ended before.</returns>
    public Task<Uri?> TryListenAsync() => listens.Task.WaitAsync(Longest);

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync().WaitAsync(Longest);
    }

    /// <summary>SIGSTOP: nothing of it runs any more, and nothing of it is gone.</summary>
    public async Task FreezeAsync()
    {
        using var kill = Process.Start("kill", ["-s", "STOP", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync().WaitAsync(Longest);
    }

    /// <summary>Sends a signal by its name and waits for the end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", ["-s", signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync().WaitAsync(Longest);
        return await ExitCodeAsync();
    }

    public async Task<int> ExitCodeAsync()
    {
        await process.WaitForExitAsync().WaitAsync(Longest);
        await ended.WaitAsync(Longest);
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }

    /// <summary>Reads to the end, so that the process never blocks on a full pipe, and looks for the address on the way:
    /// whatever else is printed around it, and wherever lines are broken.</summary>
    private async Task ReadAsync(StreamReader reader, StringBuilder text)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (text)
            {
                _ = text.AppendLine(line);
            }

            if (text == said && Address().Match(line) is { Success: true } match)
            {
                _ = listens.TrySetResult(new Uri(match.Value));
            }
        }

        if (text == said)
        {
            _ = listens.TrySetResult(null);
        }
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:[1-9][0-9]*")]
    private static partial Regex Address();
}
