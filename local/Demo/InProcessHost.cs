using OrderRelay.Local.Hosting;

namespace OrderRelay.Local.Demo;

/// <summary>The demo's relay: the same host that <c>serve</c> runs, in this process.</summary>
internal sealed class InProcessHost(RelayHost host) : IDemoHost
{
    public Uri Url => host.Url;

    public static async Task<IDemoHost> StartAsync(
        string dataFolder, IReadOnlyDictionary<string, string?> settings, CancellationToken cancellationToken)
    {
        var options = new RelayHostOptions { Port = 0, DataFolder = dataFolder, Settings = settings, Quiet = true };
        return new InProcessHost(await RelayHost.StartAsync(options, cancellationToken));
    }

    public Task WaitForShutdownAsync(CancellationToken cancellationToken) => host.WaitForShutdownAsync(cancellationToken);

    public ValueTask DisposeAsync() => host.DisposeAsync();
}
