using Azure.Data.Tables;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;
using OrderRelay.Functions.Blobs;
using OrderRelay.Functions.Tables;
using OrderRelay.Functions.Tests.Storage;
using static OrderRelay.Functions.Tests.Tables.Given;

namespace OrderRelay.Functions.Tests.Tables;

/// <summary>The real service's limits, most of which the emulator does not hold: the transactions themselves are looked at.</summary>
public sealed class ServiceLimitsTests
{
    private const int PropertyLimit = 64 * 1024;
    private const int EntityLimit = 1024 * 1024;
    private const int RequestLimit = 4 * 1024 * 1024;

    [Fact]
    public void Change_of_one_partition_is_one_transaction_with_the_state_last()
    {
        var transaction = OrderTransaction.Of(Change(null, Row(Event(Key(), 1)), Row(Event(Key(), 2))), version: null)!;

        Assert.Equal("captain|o-1", Assert.Single(transaction.Actions.Select(static action => action.Entity.PartitionKey).Distinct()));
        Assert.Equal("state", transaction.Actions[^1].Entity.RowKey);
    }

    [Fact]
    public void Hundred_operations_fit_and_one_more_is_refused_whole()
    {
        Assert.NotNull(OrderTransaction.Of(Change(null, Rows(99, 10)), version: null));
        Assert.Null(OrderTransaction.Of(Change(null, Rows(100, 10)), version: null));
    }

    [Fact]
    public void Bodies_that_a_request_cannot_hold_go_to_blobs()
    {
        var transaction = OrderTransaction.Of(Change(null, Rows(60, 100 * 1024)), version: null)!;

        Assert.NotEmpty(transaction.Blobs);
        Assert.InRange(transaction.Actions.Sum(static action => WireSize((TableEntity)action.Entity)), 1, RequestLimit);
    }

    [Theory]
    [InlineData(PropertyLimit)]
    [InlineData(PropertyLimit + 1)]
    [InlineData(512 * 1024)]
    public void Body_in_a_row_is_cut_into_properties(int length)
    {
        var transaction = OrderTransaction.Of(Change(null, Rows(1, length)), version: null)!;

        Assert.Empty(transaction.Blobs);
        Assert.All(transaction.Actions, static action => AssertFits((TableEntity)action.Entity));
    }

    [Fact]
    public async Task Body_beyond_a_row_comes_back_from_its_blob()
    {
        var storage = await TestStorage.CreateAsync();
        var row = Rows(1, (512 * 1024) + 1)[0];
        Assert.Equal(CommitResult.Committed, await storage.Orders.CommitOneAsync(Change(null, row)));

        var raw = await storage.Queries.ReadRawAsync(Key(), row.Event.Identity, null, default);

        Assert.Equal(row.Raw!.Value.ToArray(), raw!.Value.ToArray());
        Assert.Equal(row.Raw!.Value.ToArray(), Assert.Single(await storage.Orders.ReadEventsAsync(Key(), default)).Raw!.Value.ToArray());
        Assert.NotNull(await storage.Archive.GetAsync(BodyName.Of("captain", "o-1", row.Raw.Value.Span), default));
    }

    [Fact]
    public async Task Erasure_takes_the_blobs_too()
    {
        var storage = await TestStorage.CreateAsync();
        var row = Rows(1, (512 * 1024) + 1)[0];
        await storage.Orders.CommitOneAsync(Change(null, row));

        Assert.True(await storage.Queries.ErasePersonalDataAsync(Key(), Noon, default));

        Assert.Null(await storage.Archive.GetAsync(BodyName.Of("captain", "o-1", row.Raw!.Value.Span), default));
    }

    [Fact]
    public async Task Erasure_of_more_events_than_a_transaction_holds_reaches_all()
    {
        var storage = await TestStorage.CreateAsync();
        await storage.Orders.CommitOneAsync(Change(null, Rows(99, 10)));
        var stored = await storage.Orders.LoadOneAsync(Key());
        await storage.Orders.CommitOneAsync(Change(stored, Row(Event(Key(), 200)), Row(Event(Key(), 201))));

        await storage.Queries.ErasePersonalDataAsync(Key(), Noon, default);

        var rows = await storage.Orders.ReadEventsAsync(Key(), default);
        Assert.Equal(101, rows.Count);
        Assert.All(rows, static row => Assert.Null(row.Raw));
    }

    [Fact]
    public async Task State_beyond_an_entity_is_too_large_and_stores_nothing()
    {
        var storage = await TestStorage.CreateAsync();
        var facts = new OrderFacts { Channel = new string('x', EntityLimit) };

        Assert.Equal(CommitResult.TooLarge, await storage.Orders.CommitOneAsync(Change(null, Row(Event(Key(), 1, facts: facts)))));
        Assert.Empty(await storage.Orders.ReadEventsAsync(Key(), default));
    }

    [Fact]
    public async Task State_of_many_properties_comes_back()
    {
        var storage = await TestStorage.CreateAsync();
        var facts = new OrderFacts { Channel = new string('x', 400 * 1024) };
        var change = Change(null, Row(Event(Key(), 1, facts: facts)));

        Assert.Equal(CommitResult.Committed, await storage.Orders.CommitOneAsync(change));
        Assert.Equal(OrderJson.Write(change.State), OrderJson.Write((await storage.Orders.LoadOneAsync(Key()))!.State));
    }

    [Theory]
    [InlineData("a/b\\c#d?e%f|g~h\u0001\u007f\u0085")]
    [InlineData("")]
    [InlineData("日本語")]
    public void Key_part_has_no_character_that_the_service_refuses(string id)
        => Assert.Matches("^[A-Za-z0-9._:~-]*$", TableKey.Escape(id));

    [Fact]
    public void Key_parts_differ_where_their_texts_do()
    {
        string[] texts = ["a", "A", "a/", "a~002f", "~h", "a b", "a|b", new string('y', 201), new string('y', 202), new string('/', 41), new string('/', 42)];

        Assert.Equal(texts.Length, texts.Select(TableKey.Escape).Distinct().Count());
    }

    [Fact]
    public void Longest_keys_stay_below_a_kibibyte()
    {
        var entry = IndexEntry.Of(Change(null, Row(Event(new(new string('p', 500), new string('/', 500)), 1, facts: Facts(new string('#', 999), new string('?', 999))))).State);

        Assert.All([.. IndexKeys.Listed(entry), .. IndexKeys.Referenced(entry)], static key =>
        {
            Assert.InRange(key.Partition.Length * 2, 1, 1024);
            Assert.InRange(key.Row.Length * 2, 1, 1024);
        });
    }

    private static EventRow[] Rows(int count, int length) => [.. Enumerable.Range(1, count).Select(minute =>
    {
        var raw = new byte[length];
        new Random(minute).NextBytes(raw);
        return Row(Event(Key(), minute)) with { Raw = raw };
    })];

    private static void AssertFits(TableEntity entity)
    {
        Assert.InRange(entity.Count, 1, 252);
        Assert.All(BinariesOf(entity), static value => Assert.InRange(value.Length, 0, PropertyLimit));
        Assert.InRange(BinariesOf(entity).Sum(static value => value.Length), 0, EntityLimit);
    }

    private static IEnumerable<byte[]> BinariesOf(TableEntity entity) => ((IDictionary<string, object>)entity).Values.OfType<byte[]>();

    private static int WireSize(TableEntity entity) => 1024 + BinariesOf(entity).Sum(static value => (value.Length / 3 * 4) + 4);
}
