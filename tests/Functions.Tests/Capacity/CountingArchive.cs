using OrderRelay.Functions.Blobs;
using OrderRelay.Functions.Tests.ServiceBus;

namespace OrderRelay.Functions.Tests.Capacity;

/// <summary>Counts what is asked of the blobs.</summary>
internal sealed class CountingArchive : IBodyArchive
{
    private readonly MemoryArchive bodies = new();
    private int requests;

    public int Requests => requests;

    public Task PutAsync(string name, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref requests);
        return bodies.PutAsync(name, body, cancellationToken);
    }

    public Task<ReadOnlyMemory<byte>?> GetAsync(string name, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref requests);
        return bodies.GetAsync(name, cancellationToken);
    }

    public Task DeleteAllAsync(string prefix, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref requests);
        return bodies.DeleteAllAsync(prefix, cancellationToken);
    }
}
