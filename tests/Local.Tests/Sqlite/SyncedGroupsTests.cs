using OrderRelay.Contracts;
using OrderRelay.Core.Ports;
using OrderRelay.Local.Sqlite;

namespace OrderRelay.Local.Tests.Sqlite;

/// <summary>The order store writes on while the disk syncs; nobody is told before it has.</summary>
public sealed class SyncedGroupsTests : IAsyncDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _temporary = new();
    private readonly DataFolder _folder;
    private readonly SqliteOrderStore _store;

    public SyncedGroupsTests()
    {
        _folder = DataFolder.Open(_temporary.Path);
        _store = SqliteOrderStore.Open(_folder);
    }

    private SyncedGroups<OrderSession> Synced => _store.Committer.Synced!;

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
        _temporary.Dispose();
    }

    [Fact]
    public async Task Nobody_is_told_before_the_disk_has_it_and_the_writer_goes_on_meanwhile()
    {
        await CommitAsync("first");
        using var syncing = new SemaphoreSlim(0);
        using var go = new ManualResetEventSlim();
        Synced.Log.Before = () =>
        {
            _ = syncing.Release();
            go.Wait();
        };

        var second = CommitAsync("second");
        Assert.True(await syncing.WaitAsync(Longest));
        var commits = _store.Commits;
        var third = CommitAsync("third");
        await Until.HoldsAsync(() => _store.Commits > commits);

        Assert.False(second.IsCompleted);
        Assert.False(third.IsCompleted);
        go.Set();
        await second.WaitAsync(Longest);
        await third.WaitAsync(Longest);
    }

    [Fact]
    public async Task After_a_failed_sync_nothing_is_acknowledged_until_the_file_is_opened_anew()
    {
        await CommitAsync("first");
        Synced.Log.Before = static () => throw new IOException("input/output error");
        _ = await Assert.ThrowsAsync<StoreUnavailableException>(() => CommitAsync("second"));
        Synced.Log.Before = null;
        _ = await Assert.ThrowsAsync<StoreUnavailableException>(() => CommitAsync("third"));
        _ = await Assert.ThrowsAsync<StoreUnavailableException>(() => _store.ErasePersonalDataAsync(new("captain", "first"), DateTimeOffset.UnixEpoch, default).AsTask());
        await _store.DisposeAsync();

        await using var again = SqliteOrderStore.Open(_folder);
        var stored = await again.LoadAsync([new("captain", "first"), new("captain", "third")], default);
        Assert.NotNull(stored[0]);
        Assert.Null(stored[1]);
        Assert.Equal([CommitResult.Committed], await again.CommitAsync([Change("third")], default));
    }

    [Fact]
    public async Task What_waits_for_its_sync_is_told_when_the_store_is_closed()
    {
        await CommitAsync("first");
        var commits = Enumerable.Range(0, 50).Select(number => CommitAsync("order-" + number)).ToArray();

        await _store.DisposeAsync();

        await Task.WhenAll(commits).WaitAsync(Longest);
    }

    private static OrderChange Change(string order) => Samples.New(Samples.Event(new("captain", order), "e-1"));

    private async Task CommitAsync(string order) => Assert.Equal([CommitResult.Committed], await _store.CommitAsync([Change(order)], default));
}
