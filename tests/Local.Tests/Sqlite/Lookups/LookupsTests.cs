using OrderRelay.Contracts;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;
using OrderRelay.Local.Sqlite;

namespace OrderRelay.Local.Tests.Sqlite;

/// <summary>An order is found by its id and its references, wherever the lookups that lead to it lie at the moment.</summary>
public sealed class LookupsTests
{
    private const int Most = 16;

    [Fact]
    public async Task Orders_are_found_while_their_lookups_are_gathered_moved_and_removed()
    {
        using var temporary = new TemporaryFolder();
        using var folder = DataFolder.Open(temporary.Path);
        await using var store = SqliteOrderStore.Open(folder, 0, Most);
        var (most, indexed) = (0L, false);
        for (var order = 0; order < 60; order++)
        {
            await AddAsync(store, order);
            for (var known = 0; known <= order; known++)
            {
                await AssertFoundAsync(store, known);
            }

            most = Math.Max(most, EarlierOrders.Scalar(temporary, "SELECT sum(length(entries)) / 16 FROM new_lookups"));
            indexed |= EarlierOrders.Scalar(temporary, "SELECT count(*) FROM lookups") > 0;
            if (order % 7 == 0)
            {
                await AssertFoundAfterCrashAsync(temporary, order);
            }
        }

        Assert.True(indexed, "none was moved into the index");
        Assert.InRange(most, Most, 3 * Most);
        Assert.InRange(EarlierOrders.Scalar(temporary, "SELECT count(*) FROM lookups"), (60 * 3) - (3 * Most), 60 * 3);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    public async Task Commit_that_fails_adds_moves_and_removes_none(int most)
    {
        using var temporary = new TemporaryFolder();
        using var folder = DataFolder.Open(temporary.Path);
        await using var store = SqliteOrderStore.Open(folder, 0, most);
        for (var order = 0; order < 12; order++)
        {
            _ = await store.CommitAsync([New(order)], default);
            store.Committer.BeforeCommit = static () => throw new IOException("the disk is gone");
            _ = await Assert.ThrowsAsync<StoreUnavailableException>(() => WrittenRows.WriteAsync(store));
            store.Committer.BeforeCommit = null;
            await WrittenRows.WriteAsync(store);
        }

        for (var order = 0; order < 12; order++)
        {
            await AssertFoundAsync(store, order);
        }

        await AssertFoundAfterCrashAsync(temporary, 11);
        if (most > 12 * 3)
        {
            Assert.Equal(12 * 3, EarlierOrders.Scalar(temporary, "SELECT sum(length(entries)) / 16 FROM new_lookups"));
        }
    }

    [Fact]
    public async Task Order_is_not_found_by_a_name_that_shares_a_hash_with_its_own()
    {
        using var temporary = new TemporaryFolder();
        using var folder = DataFolder.Open(temporary.Path);
        await using var store = SqliteOrderStore.Open(folder, 0);
        await AddAsync(store, 0);
        var (other, name) = (new OrderKey("captain", "another"), "another name");
        EarlierOrders.Run(temporary, $"""
            INSERT INTO lookups SELECT {LookupHash.OfOrder(other)}, id FROM orders;
            INSERT INTO lookups SELECT {LookupHash.OfReference("captain", name)}, id FROM orders;
            """);

        Assert.Null((await store.LoadAsync([other], default))[0]);
        Assert.Empty(await store.ReadEventsAsync(other, default));
        Assert.Empty(await store.FindByReferenceAsync("captain", name, default));

        var @event = Samples.Event(other, "e") with { Facts = new() { References = new() { OrderNumber = name } } };
        Assert.Equal([CommitResult.Committed], await store.CommitAsync([Samples.New(@event)], default));
        await WrittenRows.WriteAsync(store);
        Assert.Equal(other, (await store.LoadAsync([other], default))[0]!.State.Key);
        Assert.Equal([other], await store.FindByReferenceAsync("captain", name, default));
        await AssertFoundAsync(store, 0);
    }

    [Fact]
    public async Task Reference_that_an_order_no_longer_bears_does_not_find_it()
    {
        using var temporary = new TemporaryFolder();
        using var folder = DataFolder.Open(temporary.Path);
        await using var store = SqliteOrderStore.Open(folder, 0);
        var key = new OrderKey("captain", "a");
        var first = Samples.Event(key, "e-1") with { Facts = new() { References = new() { OrderNumber = "1", TrackingCode = "t" } } };
        var second = Samples.Event(key, "e-2", 1) with { Facts = new() { References = new() { OrderNumber = "2" } } };
        _ = await store.CommitAsync([Samples.New(first)], default);
        await WrittenRows.WriteAsync(store);
        var version = (await store.LoadAsync([key], default))[0]!.Version;
        Assert.Equal([CommitResult.Committed], await store.CommitAsync([Samples.Change(version, [first, second], Samples.Row(second))], default));
        await WrittenRows.WriteAsync(store);

        Assert.Empty(await store.FindByReferenceAsync("captain", "1", default));
        Assert.Equal([key], await store.FindByReferenceAsync("captain", "2", default));
        Assert.Equal([key], await store.FindByReferenceAsync("captain", "t", default));
        Assert.Equal(4, EarlierOrders.Scalar(temporary, "SELECT sum(length(entries)) / 16 FROM new_lookups"));
    }

    [Theory]
    [InlineData("UPDATE new_lookups SET entries = substr(entries, 2)")]
    [InlineData("UPDATE new_lookups SET entries = x'00000000000000800100000000000000'")]
    [InlineData("UPDATE new_lookups SET entries = x'00000000000000000000000000000080'")]
    public async Task Damaged_log_is_told_at_the_start(string damage)
    {
        using var temporary = new TemporaryFolder();
        using var folder = DataFolder.Open(temporary.Path);
        await using (var store = SqliteOrderStore.Open(folder))
        {
            await AddAsync(store, 0);
        }

        EarlierOrders.Run(temporary, damage);

        Assert.Contains("lookups of its new orders", Assert.Throws<DatabaseUnusableException>(() => SqliteOrderStore.Open(folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_of_the_version_before_is_taken_over()
    {
        using var temporary = new TemporaryFolder();
        using var folder = DataFolder.Open(temporary.Path);
        string[] ids = ["a", "a\0b", "a\0c", "日本", "😀"];
        await using (var store = SqliteOrderStore.Open(folder))
        {
            foreach (var id in ids)
            {
                _ = await store.CommitAsync([Named(id, "of " + id)], default);
            }
        }

        EarlierOrders.ToVersion3(temporary);

        await using var upgraded = SqliteOrderStore.Open(folder, 0);
        foreach (var id in ids)
        {
            var key = new OrderKey("captain", id);
            Assert.Equal(key, (await upgraded.LoadAsync([key], default))[0]!.State.Key);
            Assert.Equal([key], await upgraded.FindByReferenceAsync("captain", "of " + id, default));
            Assert.Equal([CommitResult.VersionConflict], await upgraded.CommitAsync([Named(id, "again")], default));
        }

        Assert.Equal(ids.Length, (await upgraded.ListAsync(new() { Status = Headline.PickedUp }, null, 50, default)).Orders.Count);
        Assert.Equal(ids.Length * 2, EarlierOrders.Scalar(temporary, "SELECT count(*) FROM lookups"));
        Assert.Equal(0, EarlierOrders.Scalar(temporary, "SELECT count(*) FROM sqlite_schema WHERE name IN ('refs', 'orders_before', 'sqlite_autoindex_orders_1')"));
        Assert.Equal(5, EarlierOrders.Scalar(temporary, "SELECT count(*) FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'orders'"));
    }

    private static OrderChange Named(string id, string reference)
        => Samples.New(Samples.Event(new("captain", id), "e") with { Facts = new() { References = new() { OrderNumber = reference } } });

    /// <summary>An order with two references, of which one is shared by every third.</summary>
    private static OrderChange New(int order) => Samples.New(Samples.Event(new("captain", $"order {order}"), "e", order) with
    {
        Facts = new() { References = new() { OrderNumber = $"{order % 3}", TrackingCode = $"code {order}" } },
    });

    private static async Task AddAsync(SqliteOrderStore store, int order)
    {
        Assert.Equal([CommitResult.Committed], await store.CommitAsync([New(order)], default));
        await WrittenRows.WriteAsync(store);
    }

    private static async Task AssertFoundAsync(SqliteOrderStore store, int order)
    {
        var key = new OrderKey("captain", $"order {order}");
        Assert.Equal(key, (await store.LoadAsync([key], default))[0]?.State.Key);
        Assert.Equal([key], await store.FindByReferenceAsync("captain", $"code {order}", default));
        Assert.Contains(key, await store.FindByReferenceAsync("captain", $"{order % 3}", default));
        Assert.Equal([CommitResult.VersionConflict], await store.CommitAsync([New(order)], default));
    }

    private static async Task AssertFoundAfterCrashAsync(TemporaryFolder temporary, int orders)
    {
        using var crashed = temporary.Crash();
        using var folder = DataFolder.Open(crashed.Path);
        await using var reopened = SqliteOrderStore.Open(folder, 0, Most);
        for (var order = 0; order <= orders; order++)
        {
            await AssertFoundAsync(reopened, order);
        }
    }
}
