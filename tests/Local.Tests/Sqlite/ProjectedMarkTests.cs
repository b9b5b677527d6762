using Microsoft.Data.Sqlite;
using OrderRelay.Contracts;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using OrderRelay.Local.Sqlite;

namespace OrderRelay.Local.Tests.Sqlite;

/// <summary>What the queue has let go of is in the orders, or the start says that it is not.</summary>
public sealed class ProjectedMarkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Orders_that_lack_settled_events_are_refused_with_their_number()
    {
        await ProjectAsync(["a", "b", "c"]);
        Lose(2);

        var refusal = await Assert.ThrowsAsync<DatabaseUnusableException>(() => ProjectAsync([]));

        Assert.Contains("orders.db lacks 2 events", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("--accept-loss", refusal.Message, StringComparison.Ordinal);
        _ = await Assert.ThrowsAsync<DatabaseUnusableException>(() => ProjectAsync([]));
    }

    [Fact]
    public async Task Accepted_loss_is_told_once_and_forgotten()
    {
        await ProjectAsync(["a", "b", "c"]);
        Lose(2);

        Assert.Equal(2, await ProjectAsync([], acceptLoss: true));
        Assert.Equal(0, await ProjectAsync([]));
    }

    [Fact]
    public async Task What_was_lost_is_taken_again_once_the_loss_is_accepted()
    {
        await ProjectAsync(["a", "b"]);
        Lose(1);

        _ = await ProjectAsync(["b", "c"], acceptLoss: true);

        Assert.Equal(3, Events());
    }

    [Fact]
    public async Task Nothing_is_missed_in_another_file_that_takes_the_place_of_the_orders()
    {
        await ProjectAsync(["a", "b"]);
        File.Delete(_folder.PathOf("orders.db"));

        Assert.Equal(0, await ProjectAsync(["c"]));
        Assert.Equal(1, Events());
    }

    [Fact]
    public async Task Event_whose_message_is_still_queued_is_not_missed()
    {
        await ProjectAsync(["a"], settle: false);
        Lose(1);

        Assert.Equal(0, await ProjectAsync([]));
    }

    /// <summary>Of an accepted loss, nothing may be known any more while the relay still does not run.</summary>
    [Fact]
    public async Task Start_that_fails_has_accepted_nothing()
    {
        await ProjectAsync(["a", "b"]);
        Lose(1);
        var journal = Assert.Single(Directory.GetFiles(_folder.Path, "queue.db-journal-*"));
        File.Move(journal, journal + ".away");

        _ = await Assert.ThrowsAsync<DatabaseUnusableException>(() => ProjectAsync([], acceptLoss: true));
        File.Move(journal + ".away", journal);

        var refusal = await Assert.ThrowsAsync<DatabaseUnusableException>(() => ProjectAsync([]));
        Assert.Contains("lacks 1 event that", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Queue_of_the_version_before_is_taken_over_and_marks_from_then_on()
    {
        await ProjectAsync(["a"]);
        using (var connection = Connect("queue.db"))
        {
            Database.Execute(connection, "DROP TABLE projected; PRAGMA user_version=3;");
        }

        Assert.Equal(0, await ProjectAsync(["b"]));
        Lose(1);
        _ = await Assert.ThrowsAsync<DatabaseUnusableException>(() => ProjectAsync([]));
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>One life of both files: takes a message for an event of each order, stores it and lets go of the message.</summary>
    /// <returns>Events whose loss was accepted.</returns>
    private async Task<long> ProjectAsync(string[] orders, bool acceptLoss = false, bool settle = true)
    {
        using var folder = DataFolder.Open(_folder.Path);
        await using var store = SqliteOrderStore.Open(folder);
        var mark = new ProjectedMark(store.Synced, acceptLoss);
        await using var queue = SqliteEventQueue.Open(folder, new(), TimeProvider.System, mark);
        foreach (var order in orders)
        {
            Assert.Equal(EnqueueResult.Enqueued, await queue.EnqueueAsync(Samples.Message(order), null, default));
            var received = await queue.ReceiveAsync(1, default);
            Assert.Equal([CommitResult.Committed], await store.CommitAsync([Samples.New(Samples.Event(new("captain", order), "e"))], default));
            if (settle)
            {
                await queue.SettleAsync([new(received[0], Outcome.Completed.Instance)], default);
            }
        }

        return mark.Lost;
    }

    /// <summary>The last events are as if their part of the log had not been read.</summary>
    private void Lose(int events)
    {
        using var connection = Connect("orders.db");
        Database.Execute(connection, $"""
            DELETE FROM orders WHERE id > (SELECT max(id) - {events} FROM orders);
            DELETE FROM history WHERE event > (SELECT max(id) - {events} FROM events);
            DELETE FROM events WHERE id > (SELECT max(id) - {events} FROM events);
            """);
    }

    private long Events()
    {
        using var connection = Connect("orders.db");
        return Database.Scalar(connection, "SELECT count(*) FROM events");
    }

    private SqliteConnection Connect(string file)
    {
        var connection = new SqliteConnection($"Data Source={_folder.PathOf(file)};Pooling=False");
        connection.Open();
        return connection;
    }
}
