using System.Text;
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

    /// <param name="options">The queue's.</param>
    /// <param name="prepare">Puts into the folder what an earlier process left.</param>
    public QueueRig(SqliteQueueOptions? options = null, Action<TemporaryFolder>? prepare = null)
    {
        _options = options ?? new();
        prepare?.Invoke(_temporary);
        _folder = DataFolder.Open(_temporary.Path);
        Queue = Start();
    }

    public FakeTime Time { get; } = new();

    public SqliteEventQueue Queue { get; private set; }

    public string Folder => _temporary.Path;

    public string PathOf(string name) => _temporary.PathOf(name);

    /// <summary>Closes it in good order and opens it again.</summary>
    public async Task RestartAsync()
    {
        await Queue.DisposeAsync();
        _folder.Dispose();
        _folder = DataFolder.Open(_temporary.Path);
        Queue = Start();
    }

    /// <summary>The names of the journal's files.</summary>
    public List<string> JournalFiles => [.. Directory.GetFiles(_temporary.Path, "queue.db-journal-*").Select(static file => Path.GetFileName(file))];

    /// <summary>The names of the files in which a text stands.</summary>
    public List<string> FilesWith(string text)
    {
        List<string> found = [];
        foreach (var path in Directory.GetFiles(_temporary.Path, "*.db*"))
        {
            try
            {
                using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                using var bytes = new MemoryStream();
                file.CopyTo(bytes);
                if (bytes.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0)
                {
                    found.Add(Path.GetFileName(path));
                }
            }
            catch (FileNotFoundException)
            {
                // It went meanwhile.
            }
        }

        return found;
    }

    /// <summary>Goes on from the files as they are at this moment; the old process is never closed.</summary>
    /// <param name="change">What happens to them before.</param>
    public void Crash(Action<TemporaryFolder>? change = null)
    {
        var copy = _temporary.Crash();
        change?.Invoke(copy);
        _folders.Add(_folder);
        _folders.Add(_temporary);
        _temporary = copy;
        _folder = DataFolder.Open(copy.Path);
        Queue = Start();
    }

    public Task EnqueueTogetherAsync(int count, int bytes = 10) => Task.WhenAll(Enumerable.Range(0, count)
        .Select(number => EnqueueAsync($"m-{number}", bytes)));

    public Task EnqueueAsync(string id, int bytes = 10) => Queue.EnqueueAsync(Samples.Message(id, new string('x', bytes)), null, default).AsTask();

    /// <summary>Closes or crashes it, and opens it again.</summary>
    public async Task RestartAsync(bool crash)
    {
        if (crash)
        {
            Crash();
        }
        else
        {
            await RestartAsync();
        }
    }

    /// <summary>Messages come and are settled.</summary>
    public async Task PassAsync(int count, int from = 0)
    {
        for (var number = from; number < from + count; number++)
        {
            await EnqueueAsync($"passed-{number}", bytes: 50_000);
            await SettleAsync(await ReceiveAsync(), Outcome.Completed.Instance);
        }
    }

    /// <summary>Gives messages rows of their own, which takes the database's log.</summary>
    public async Task PutOffAsync(int count, int bytes)
    {
        await EnqueueTogetherAsync(count, bytes);
        await SettleAsync(await ReceiveAllAsync(count), new Outcome.Retry(TimeSpan.FromHours(1), "busy"));
    }

    /// <returns>How many messages the queue took before its database refused to put one off.</returns>
    public async Task<int> PutOffUntilRefusedAsync(TimeSpan longest)
    {
        using var ended = new CancellationTokenSource(longest);
        for (var taken = 1; ; taken++)
        {
            ended.Token.ThrowIfCancellationRequested();
            await EnqueueAsync($"until-{taken}", bytes: 3000);
            try
            {
                await SettleAsync(await ReceiveAsync(), new Outcome.Retry(TimeSpan.FromHours(1), "busy"));
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
