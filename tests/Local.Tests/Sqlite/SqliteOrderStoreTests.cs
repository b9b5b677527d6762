using System.Text;
using OrderRelay.Contracts;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;
using OrderRelay.Local.Sqlite;

namespace OrderRelay.Local.Tests.Sqlite;

public sealed class SqliteOrderStoreTests
{
    private static readonly OrderKey Key = new("captain", "order-1");

    [Fact]
    public async Task Committed_orders_are_there_after_a_crash()
    {
        using var temporary = new TemporaryFolder();
        using var folder = DataFolder.Open(temporary.Path);
        await using var store = SqliteOrderStore.Open(folder);
        _ = await store.CommitAsync([Samples.New(Samples.Event(Key, "e-1"))], default);

        using var crashed = temporary.Crash();
        using var again = DataFolder.Open(crashed.Path);
        await using var reopened = SqliteOrderStore.Open(again);

        Assert.Equal(Headline.PickedUp, (await reopened.LoadAsync([Key], default))[0]!.State.Headline);
        Assert.Equal(1, (await reopened.CountByHeadlineAsync(default))[Headline.PickedUp]);
    }

    [Fact]
    public async Task Failed_commit_stores_nothing_and_says_so()
    {
        using var temporary = new TemporaryFolder();
        using var folder = DataFolder.Open(temporary.Path);
        await using var store = SqliteOrderStore.Open(folder);
        store.Committer.BeforeCommit = static () => throw new IOException("the disk is gone");

        _ = await Assert.ThrowsAsync<StoreUnavailableException>(
            () => store.CommitAsync([Samples.New(Samples.Event(Key, "e-1"))], default).AsTask());

        store.Committer.BeforeCommit = null;
        Assert.Null((await store.LoadAsync([Key], default))[0]);
        Assert.Empty(await store.CountByHeadlineAsync(default));
        Assert.Equal([CommitResult.Committed], await store.CommitAsync([Samples.New(Samples.Event(Key, "e-1"))], default));
    }

    [Fact]
    public async Task One_failing_work_does_not_take_its_group_along()
    {
        using var temporary = new TemporaryFolder();
        using var folder = DataFolder.Open(temporary.Path);
        await using var store = SqliteOrderStore.Open(folder);
        using var entered = new SemaphoreSlim(0);
        using var go = new ManualResetEventSlim();
        store.Committer.BeforeCommit = () =>
        {
            _ = entered.Release();
            go.Wait();
        };
        var first = store.CommitAsync([Samples.New(Samples.Event(new("captain", "a"), "e"))], default).AsTask();
        await entered.WaitAsync();
        var good = store.CommitAsync([Samples.New(Samples.Event(new("captain", "b"), "e"))], default).AsTask();
        var bad = store.Committer.Commit(new OrderWork(static _ => throw new InvalidOperationException("a bug")));
        var alsoGood = store.CommitAsync([Samples.New(Samples.Event(new("captain", "c"), "e"))], default).AsTask();
        go.Set();

        _ = await Assert.ThrowsAsync<InvalidOperationException>(() => bad);
        Assert.Equal([CommitResult.Committed], await first);
        Assert.Equal([CommitResult.Committed], await good);
        Assert.Equal([CommitResult.Committed], await alsoGood);
        store.Committer.BeforeCommit = null;
        Assert.Equal(3, (await store.CountByHeadlineAsync(default))[Headline.PickedUp]);
    }

    [Fact]
    public async Task Erased_person_is_in_no_byte_of_any_file()
    {
        using var temporary = new TemporaryFolder();
        using var folder = DataFolder.Open(temporary.Path);
        await using var store = SqliteOrderStore.Open(folder);
        var row = Samples.Row(Samples.Event(Key, "e-1"), "{\"customer\":\"Ana Souza\"}");
        _ = await store.CommitAsync([Samples.Change(null, [row.Event], row)], default);
        Assert.True(Contains(temporary, "Ana Souza"));

        _ = await store.ErasePersonalDataAsync(Key, Samples.Noon, default);
        // The log is emptied behind the erasure's group, so before the next one.
        await store.ProbeAsync(1);

        Assert.False(Contains(temporary, "Ana Souza"));
        Assert.True(Contains(temporary, "order-1"));
    }

    private static bool Contains(TemporaryFolder folder, string text)
    {
        using var copy = folder.Crash();
        foreach (var file in Directory.GetFiles(copy.Path))
        {
            if (File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0)
            {
                return true;
            }
        }

        return false;
    }
}
