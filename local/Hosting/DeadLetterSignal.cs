namespace OrderRelay.Local.Hosting;

/// <summary>Wakes the dead-letter pump when a message was dead-lettered.</summary>
internal sealed class DeadLetterSignal : IDisposable
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
            // Already raised: one waking is enough for any number of letters.
        }
    }

    public Task<bool> WaitAsync(TimeSpan longest, CancellationToken cancellationToken) => raised.WaitAsync(longest, cancellationToken);

    public void Dispose() => raised.Dispose();
}
