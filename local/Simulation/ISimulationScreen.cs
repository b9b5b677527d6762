namespace OrderRelay.Local.Simulation;

/// <summary>Shows work while it goes on.</summary>
internal interface ISimulationScreen
{
    /// <summary>Shows how far it is until it has ended. What it threw is the caller's.</summary>
    /// <param name="work">What goes on.</param>
    /// <param name="part">How much of it is done, from 0 to 1.</param>
    /// <param name="text">What it is doing, in a few words.</param>
    Task WatchAsync(Task work, Func<double> part, Func<string> text);
}

/// <summary>Shows nothing: for programs.</summary>
internal sealed class SilentScreen : ISimulationScreen
{
    public Task WatchAsync(Task work, Func<double> part, Func<string> text) => Task.CompletedTask;
}
