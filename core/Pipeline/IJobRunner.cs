namespace OrderRelay.Core.Pipeline;

/// <summary>Carries out one kind of job, a page at a time. A host calls it again and again until the job is done.</summary>
public interface IJobRunner
{
    JobKind Kind { get; }

    /// <summary>Puts in order what an earlier process may have left half done. Called once per job and process, before its steps.</summary>
    ValueTask ResumeAsync(RelayJob job, CancellationToken cancellationToken);

    /// <summary>Handles one page and saves the job.</summary>
    /// <returns>How long to wait before the next step.</returns>
    ValueTask<TimeSpan> StepAsync(RelayJob job, CancellationToken cancellationToken);
}
