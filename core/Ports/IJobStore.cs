using OrderRelay.Core.Pipeline;

namespace OrderRelay.Core.Ports;

/// <summary>Long work that goes on after a crash: replays by filter and reprojections. One runner works on a job at a time.</summary>
public interface IJobStore
{
    /// <summary>Stores a job durably, over what is stored under its id.</summary>
    ValueTask SaveAsync(RelayJob job, CancellationToken cancellationToken);

    ValueTask<RelayJob?> GetAsync(string id, CancellationToken cancellationToken);

    /// <summary>The newest jobs of a kind, the newest first.</summary>
    ValueTask<IReadOnlyList<RelayJob>> ListAsync(JobKind kind, int limit, CancellationToken cancellationToken);

    /// <summary>Every job that is not done, the oldest first.</summary>
    ValueTask<IReadOnlyList<RelayJob>> UnfinishedAsync(CancellationToken cancellationToken);
}
