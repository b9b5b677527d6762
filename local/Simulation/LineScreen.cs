using System.Globalization;
using Spectre.Console;

namespace OrderRelay.Local.Simulation;

/// <summary>A line every now and then, where the output is no terminal.</summary>
internal sealed class LineScreen(IAnsiConsole console, TimeProvider time) : ISimulationScreen
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    public async Task WatchAsync(Task work, Func<double> part, Func<string> text)
    {
        while (await Task.WhenAny(work, Task.Delay(Pause, time)) != work)
        {
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(part() * 100),3:0} %  {text()}"));
        }
    }
}
