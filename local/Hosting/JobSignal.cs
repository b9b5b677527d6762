namespace OrderRelay.Local.Hosting;

/// <summary>Wakes the job pump when a job was started.</summary>
internal sealed class JobSignal : IDisposable
{
    private readonly SemaphoreSlim raised = new(0, 1);

    public void Raise()
    {
        try
        {
            raised.Release();
        }
        catch (SemaphoreFullException)
        {
            // Already raised: one waking is enough for any number of jobs.
        }
    }

    public Task<bool> WaitAsync(TimeSpan longest, CancellationToken cancellationToken) => raised.WaitAsync(longest, cancellationToken);

    public void Dispose() => raised.Dispose();
}
