using System.Collections.Concurrent;
using OrderRelay.Functions.Blobs;

namespace OrderRelay.Functions.Tests.ServiceBus;

internal sealed class MemoryArchive : IBodyArchive
{
    public ConcurrentDictionary<string, byte[]> Bodies { get; } = new();

    public Task PutAsync(string name, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        Bodies[name] = body.ToArray();
        return Task.CompletedTask;
    }

    public Task<ReadOnlyMemory<byte>?> GetAsync(string name, CancellationToken cancellationToken)
        => Task.FromResult(Bodies.TryGetValue(name, out var body) ? new ReadOnlyMemory<byte>(body) : default(ReadOnlyMemory<byte>?));

    public Task DeleteAllAsync(string prefix, CancellationToken cancellationToken)
    {
        foreach (var name in Bodies.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            Bodies.TryRemove(name, out _);
        }

        return Task.CompletedTask;
    }
}
