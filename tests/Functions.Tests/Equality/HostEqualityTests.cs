using System.Text;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using OrderRelay.Contracts;
using OrderRelay.Contracts.InMemory;
using OrderRelay.Core.Notifications;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using OrderRelay.Core.Providers;
using OrderRelay.Core.Telemetry;
using OrderRelay.Functions.Tables;
using OrderRelay.Functions.Tests.Storage;
using OrderRelay.Local.Sqlite;

namespace OrderRelay.Functions.Tests.Equality;

/// <summary>Both hosts reach the same states, byte for byte, whatever order the events come in.</summary>
public sealed class HostEqualityTests : IAsyncLifetime
{
    private const int OrdersInBatch = 64;

    private readonly string folder = Directory.CreateTempSubdirectory("orderrelay-equality-").FullName;
    private readonly Traffic traffic = new();
    private DataFolder data = null!;
    private SqliteOrderStore sqlite = null!;

    public Task InitializeAsync()
    {
        data = DataFolder.Open(folder);
        sqlite = SqliteOrderStore.Open(data);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await sqlite.DisposeAsync();
        data.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Thousand_orders_and_all_samples_reach_the_same_states_and_timelines_in_both_hosts()
    {
        var storage = await TestStorage.CreateAsync();
        var tables = storage.Orders;
        await Task.WhenAll(
            Task.Run(() => ProjectAsync(sqlite, seed: 1)),
            Task.Run(() => ProjectAsync(tables, seed: 2)));

        var keys = traffic.Keys;
        Assert.True(keys.Count > 1000, $"only {keys.Count} orders");
        var (local, azure) = (await sqlite.LoadAsync(keys, default), await tables.LoadAsync(keys, default));
        for (var index = 0; index < keys.Count; index++)
        {
            Assert.Equal(OrderJson.Write(local[index]!.State), OrderJson.Write(azure[index]!.State));
        }

        var rows = await EventRowsAsync(storage.Tables.Orders);
        foreach (var key in keys)
        {
            Assert.Equal(TimelineOf(await sqlite.ReadEventsAsync(key, default)), TimelineOf(rows[key]));
        }

        var headlines = azure.ToDictionary(static order => order!.State.Key, static order => order!.State.Headline);
        Assert.All(traffic.Generated, order => Assert.Equal(order.Expected, headlines[order.Key]));
    }

    private async Task ProjectAsync(IOrderStore store, int seed)
    {
        var time = new FakeTime();
        using var telemetry = new RelayTelemetry(time);
        var report = new ProjectionReport(telemetry, new(), NullLogger<ProjectOrder>.Instance, new Random(seed));
        using var queue = new InMemoryEventQueue(time);
        var nobody = new RequestNotifications(new NotificationRules([]), queue, new InMemoryNotificationLog());
        var project = new ProjectOrder(ProviderCatalog.Default, store, new(nobody, new InMemoryDeadLetterStore(), time), report, time);
        var projected = 0;
        foreach (var batch in traffic.Shuffled(seed, OrdersInBatch))
        {
            Assert.All(await project.HandleAsync(batch, default), static outcome => Assert.IsType<Outcome.Completed>(outcome));
            projected += batch.Length;
        }

        Assert.Equal(traffic.Count, projected);
    }

    /// <summary>All event rows in one read: the emulator walks the whole table for each query of a partition.</summary>
    private static async Task<Dictionary<OrderKey, List<EventRow>>> EventRowsAsync(TableClient orders)
    {
        var rows = new Dictionary<OrderKey, List<EventRow>>();
        await foreach (var entity in orders.QueryAsync<TableEntity>("RowKey ne 'state'"))
        {
            var row = OrderRows.ReadEvent(entity);
            if (!rows.TryGetValue(row.Event.Order, out var ofOrder))
            {
                rows.Add(row.Event.Order, ofOrder = []);
            }

            ofOrder.Add(row);
        }

        return rows;
    }

    /// <summary>Each event as stored, with its verdict and the rule behind it; when it came is the shuffle's affair.</summary>
    private static string[] TimelineOf(IReadOnlyList<EventRow> rows)
    {
        Assert.All(rows, static row => Assert.NotNull(row.Raw));
        return [.. OrderProjection.Fold([.. rows.Select(static row => row.Event)]).Timeline.Select(static decided =>
            $"{decided.Decision} {Encoding.UTF8.GetString(OrderJson.Write(decided.Event))}")];
    }
}
