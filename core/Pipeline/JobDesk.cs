using OrderRelay.Core.Ports;

namespace OrderRelay.Core.Pipeline;

/// <summary>Starts jobs. A host's runner finds them in the store and carries them out.</summary>
public sealed class JobDesk(IJobStore jobs, IDeadLetterStore letters, IOrderQueries orders, TimeProvider time, Random random)
{
    public const int DefaultRate = 100;
    public const int MaxRate = 10_000;

    /// <summary>Starts a replay of every open letter that a filter leaves.</summary>
    public async ValueTask<RelayJob> ReplayAsync(RelayJob asked, CancellationToken cancellationToken)
    {
        var counts = await letters.CountAsync(asked.Letters, cancellationToken);
        return await StartAsync(asked with { Total = counts.GetValueOrDefault(DeadLetterStatus.Open) }, cancellationToken);
    }

    /// <summary>Starts a reprojection of every order, or of one provider's.</summary>
    public async ValueTask<RelayJob> ReprojectAsync(string? provider, string who, CancellationToken cancellationToken)
    {
        // Only the count of all orders is cheap; of one provider's it stays unknown until it is done.
        var total = provider is null ? (await orders.CountByHeadlineAsync(cancellationToken)).Values.Sum() : 0;
        return await StartAsync(Asked(JobKind.Reproject, who) with { Provider = provider, Total = total }, cancellationToken);
    }

    /// <summary>A job that is not started yet, for its parameters to be filled in.</summary>
    public RelayJob Asked(JobKind kind, string who)
    {
        var now = time.GetUtcNow();
        return new() { Id = SortableId.Next(now, random), Kind = kind, Status = JobStatus.Running, StartedBy = who, StartedAt = now, Rate = DefaultRate };
    }

    private async ValueTask<RelayJob> StartAsync(RelayJob job, CancellationToken cancellationToken)
    {
        await jobs.SaveAsync(job, cancellationToken);
        return job;
    }
}
