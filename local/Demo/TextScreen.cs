using System.Globalization;
using OrderRelay.Local.Cli;
using Spectre.Console;

namespace OrderRelay.Local.Demo;

/// <summary>Progress as plain lines, where the output is no terminal.</summary>
internal sealed class TextScreen(IAnsiConsole console, TimeProvider time) : IDemoScreen
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    public async Task WatchAsync(PlayProgress progress, RelayClient relay, CancellationToken until)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Pause, time, until);
                var stats = await relay.StatsAsync(until);
                Write(progress, stats.Queue?.Active.ToString(CultureInfo.InvariantCulture) ?? "?");
            }
        }
        catch (OperationCanceledException)
        {
            Write(progress, "0");
        }
    }

    private void Write(PlayProgress progress, string waiting) => console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"sent {progress.Sent}/{progress.Planned}  accepted {progress.Accepted} ({progress.Repeated} sent again)  refused {progress.Refused}  waiting {waiting}"));
}
