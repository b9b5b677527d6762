using Spectre.Console;

namespace OrderRelay.Local.Simulation;

/// <summary>A bar, on a terminal.</summary>
internal sealed class BarScreen(IAnsiConsole console, TimeProvider time) : ISimulationScreen
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    public Task WatchAsync(Task work, Func<double> part, Func<string> text)
        => console.Progress()
            .AutoClear(true)
            .Columns(new SpinnerColumn(), new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .StartAsync(async context =>
            {
                var bar = context.AddTask(Markup.Escape(text()), maxValue: 1);
                while (!work.IsCompleted)
                {
                    bar.Value = part();
                    bar.Description = Markup.Escape(text());
                    await Task.WhenAny(work, Task.Delay(Pause, time));
                }
            });
}
