using OrderRelay.Core.Orders;
using OrderRelay.Local.Cli;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace OrderRelay.Local.Demo;

/// <summary>Progress on a terminal: figures, and how many orders stand at which headline, moving.</summary>
internal sealed class LiveScreen(IAnsiConsole console, TimeProvider time) : IDemoScreen
{
    private const int MostAtOneHeadline = 20;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    public Task WatchAsync(PlayProgress progress, RelayClient relay, CancellationToken until)
    {
        // The live region begins one line higher than the cursor stands, and would cover what was written last.
        console.WriteLine();
        return console.Live(Frame(progress, null)).StartAsync(async live =>
        {
            RelayStats? stats = null;
            try
            {
                while (true)
                {
                    stats = await relay.StatsAsync(until);
                    live.UpdateTarget(Frame(progress, stats));
                    await Task.Delay(Pause, time, until);
                }
            }
            catch (OperationCanceledException)
            {
                live.UpdateTarget(Frame(progress, stats));
            }
        });
    }

    private static Rows Frame(PlayProgress progress, RelayStats? stats)
    {
        var figures = new Grid().AddColumns(5);
        figures.AddRow(
            new Markup($"[bold]sent[/] {progress.Sent}/{progress.Planned}"),
            new Markup($"[green]accepted[/] {progress.Accepted}"),
            new Markup($"[grey]sent again[/] {progress.Repeated}"),
            new Markup($"[red]refused[/] {progress.Refused}"),
            new Markup($"[aqua]waiting[/] {stats?.Queue?.Active}"));
        List<IRenderable> rows = [figures];
        if (stats is { Orders.Count: > 0 })
        {
            rows.Add(Headlines(stats));
        }

        return new(rows);
    }

    private static BarChart Headlines(RelayStats stats)
    {
        // One scale for the whole play, so that bars grow and shrink by themselves alone.
        var chart = new BarChart { Width = 60, MaxValue = Math.Max(MostAtOneHeadline, stats.Orders.Values.Max()) };
        foreach (var headline in StatusNames.Headlines)
        {
            if (stats.Orders.TryGetValue(headline, out var count) && count > 0)
            {
                chart.AddItem(headline, count, HeadlineStyle.Of(headline));
            }
        }

        return chart;
    }
}
