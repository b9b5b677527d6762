namespace OrderRelay.Local.Demo;

/// <summary>A running relay for the demo alone. Disposing it drains it.</summary>
internal interface IDemoHost : IAsyncDisposable
{
    Uri Url { get; }

    /// <summary>Returns once the process was asked to stop.</summary>
    Task WaitForShutdownAsync(CancellationToken cancellationToken);
}

/// <summary>Starts a relay on a free port.</summary>
/// <param name="dataFolder">Its own, empty folder.</param>
/// <param name="settings">Configuration that goes over every other.</param>
/// <param name="cancellationToken">Gives up starting.</param>
internal delegate Task<IDemoHost> StartDemoHost(string dataFolder, IReadOnlyDictionary<string, string?> settings, CancellationToken cancellationToken);
