using OrderRelay.Contracts;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using OrderRelay.Local.Sqlite;

namespace OrderRelay.Local.Tests.Sqlite;

/// <summary>A queue on a folder of its own that a test can close, crash and open again.</summary>
internal sealed class QueueRig : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _queues = [];
    private readonly List<IDisposable> _folders = [];
    private readonly SqliteQueueOptions _options;
    private TemporaryFolder _temporary = new();
    private DataFolder _folder;

    public QueueRig(SqliteQueueOptions? options = null)
    {
        _options = options ?? new();
        _folder = DataFolder.Open(_temporary.Path);
        Queue = Start();
    }

    public FakeTime Time { get; } = new();

    public SqliteEventQueue Queue { get; private set; }

    public string PathOf(string name) => _temporary.PathOf(name);

    /// <summary>Closes it in good order and opens it again.</summary>
    public async Task RestartAsync()
    {
        await Queue.DisposeAsync();
        _folder.Dispose();
        _folder = DataFolder.Open(_temporary.Path);
        Queue = Start();
    }

    /// <summary>Goes on from the files as they are at this moment; the old process is never closed.</summary>
    public void Crash()
    {
        var copy = _temporary.Crash();
        _folders.Add(_folder);
        _folders.Add(_temporary);
        _temporary = copy;
        _folder = DataFolder.Open(copy.Path);
        Queue = Start();
    }

    public Task EnqueueTogetherAsync(int count, int bytes = 10) => Task.WhenAll(Enumerable.Range(0, count)
        .Select(number => EnqueueAsync($"m-{number}", bytes)));

    public Task EnqueueAsync(string id, int bytes = 10) => Queue.EnqueueAsync(Samples.Message(id, new string('x', bytes)), null, default).AsTask();

    /// <returns>How many the queue took before it refused one.</returns>
    public async Task<int> EnqueueUntilRefusedAsync(TimeSpan longest)
    {
        using var ended = new CancellationTokenSource(longest);
        for (var taken = 0; ; taken++)
        {
            ended.Token.ThrowIfCancellationRequested();
            try
            {
                await EnqueueAsync($"until-{taken}", bytes: 3000);
            }
            catch (QueueUnavailableException)
            {
                return taken;
            }
        }
    }

    public Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync(int max = 1000)
        => Queue.ReceiveAsync(max, default).AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    public async Task<List<ReceivedMessage>> ReceiveAllAsync(int count)
    {
        List<ReceivedMessage> all = [];
        while (all.Count < count)
        {
            all.AddRange(await ReceiveAsync(count - all.Count));
        }

        return all;
    }

    public Task SettleAsync(IEnumerable<ReceivedMessage> messages, Outcome outcome)
        => Queue.SettleAsync([.. messages.Select(message => new Settlement(message, outcome))], default).AsTask();

    public async Task<QueueDepth> DepthAsync() => (await Queue.GetDepthAsync(default))!;

    public async ValueTask DisposeAsync()
    {
        foreach (var queue in _queues)
        {
            await queue.DisposeAsync();
        }

        _folder.Dispose();
        foreach (var folder in _folders)
        {
            folder.Dispose();
        }

        _temporary.Dispose();
    }

    private SqliteEventQueue Start()
    {
        var queue = SqliteEventQueue.Open(_folder, _options, Time);
        _queues.Add(queue);
        return queue;
    }
}
