using OrderRelay.Local.Cli;

namespace OrderRelay.Local.Demo;

/// <summary>Shows a play while it runs.</summary>
internal interface IDemoScreen
{
    /// <summary>Shows progress until it is cancelled, then the last of it, and returns.</summary>
    Task WatchAsync(PlayProgress progress, RelayClient relay, CancellationToken until);
}

/// <summary>Shows nothing: for programs.</summary>
internal sealed class NoScreen : IDemoScreen
{
    public Task WatchAsync(PlayProgress progress, RelayClient relay, CancellationToken until) => Task.CompletedTask;
}
