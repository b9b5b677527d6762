using OrderRelay.Core.Api;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using OrderRelay.Local.Hosting;

namespace OrderRelay.Local.Live;

/// <summary>Everybody who watches: hands on what the projection tells, and looks at stats and desk, as long as there is anybody.</summary>
internal sealed class LiveHub(
    ProjectionFeed feed, StatsApi stats, IDeadLetterStore letters, ILogger<LiveHub> logger) : BackgroundService, IProjectionWatcher
{
    /// <summary>Each costs a connection and up to a few thousand records of memory.</summary>
    public const int MaxClients = 64;

    private static readonly TimeSpan StatsEvery = TimeSpan.FromSeconds(2);

    private static readonly DeadLetterFilter OpenLetters = new() { Status = DeadLetterStatus.Open };

    private readonly Lock gate = new();
    private readonly SemaphoreSlim joined = new(0, 1);
    private volatile StreamClient[] clients = [];

    public void Projected(ProjectedEvent projected)
    {
        foreach (var client in clients)
        {
            client.Add(projected);
        }
    }

    /// <returns>False when there are as many as the host takes.</returns>
    public bool TryAdd(StreamClient client)
    {
        lock (gate)
        {
            if (clients.Length >= MaxClients)
            {
                return false;
            }

            clients = [.. clients, client];
            feed.Watcher = this;
            if (joined.CurrentCount == 0)
            {
                _ = joined.Release();
            }

            return true;
        }
    }

    public void Remove(StreamClient client)
    {
        lock (gate)
        {
            clients = [.. clients.Where(other => other != client)];
            feed.Watcher = clients.Length > 0 ? this : null;
        }
    }

    public override void Dispose()
    {
        joined.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                // A client that joins is told at once, the others with it.
                _ = await joined.WaitAsync(clients.Length > 0 ? StatsEvery : Timeout.InfiniteTimeSpan, stoppingToken);
                await LookAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            var answer = await stats.GetAsync(cancellationToken);
            var open = (await letters.CountAsync(OpenLetters, cancellationToken)).GetValueOrDefault(DeadLetterStatus.Open);
            foreach (var client in clients)
            {
                client.AddStats(answer.Body);
                client.AddDesk(open);
            }
        }
#pragma warning disable CA1031 // The hub must outlive any failure: whoever watches gets the figures with the next look.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            logger.PumpFailed("live", StatsEvery.TotalSeconds, exception);
        }
    }
}
