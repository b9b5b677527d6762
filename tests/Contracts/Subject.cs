namespace OrderRelay.Contracts;

/// <summary>An adapter under test with whatever has to go when the test ends.</summary>
/// <param name="Adapter">The adapter.</param>
/// <param name="Cleanup">Runs at the end of the test; null for nothing.</param>
public sealed record Subject<TAdapter>(TAdapter Adapter, Func<ValueTask>? Cleanup = null) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Cleanup?.Invoke() ?? ValueTask.CompletedTask;
}
