using Microsoft.Data.Sqlite;
using OrderRelay.Contracts;
using OrderRelay.Local.Cli;
using OrderRelay.Local.Hosting;
using OrderRelay.Local.Simulation;
using OrderRelay.Local.Sqlite;
using OrderRelay.Local.Tests.Hosting;
using OrderRelay.Local.Tests.Sqlite;

namespace OrderRelay.Local.Tests.Simulation;

/// <summary>A day of a shop, hour by hour on a clock that is moved: what comes in, what is kept, and what must not grow.</summary>
public sealed class WholeDayTests : IDisposable
{
    /// <summary>Orders that begin in each hour: quiet nights, lunch, dinner.</summary>
    private static readonly int[] OrdersByHour = [2, 1, 0, 0, 0, 1, 3, 6, 8, 10, 20, 45, 60, 40, 15, 8, 8, 12, 40, 60, 50, 25, 10, 4];

    /// <summary>Thrice what a log may grow to before it starts over: a reader may be in the way for a while.</summary>
    private const long LargestLog = 3L * (32 << 20);

    /// <summary>Groups of ids that are forgotten together.</summary>
    private const int TrimmedTogether = 256;

    private readonly TemporaryFolder folder = new();
    private readonly FakeTime time = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Day_with_two_peaks_ends_with_every_order_right_and_nothing_that_grew()
    {
        await using var relay = await StartAsync();
        using var client = RelayClient.For(relay.Url);
        var begin = time.GetUtcNow();
        var (largestLog, webhooks) = (0L, 0L);
        for (var hour = 0; hour < OrdersByHour.Length; hour++)
        {
            var sent = OrdersByHour[hour] == 0 ? 0 : await PlayAsync(relay, client, begin, hour);
            webhooks += sent;
            largestLog = Math.Max(largestLog, Math.Max(SizeOf("queue.db-wal"), SizeOf("orders.db-wal")));

            // Ids of earlier hours are out of the window: what is kept is this hour's and what waits to be forgotten.
            Assert.InRange(Count("SELECT count(*) FROM recent"), 0, TrimmedTogether + sent);
            time.Advance(TimeSpan.FromHours(1));
        }

        Assert.InRange(webhooks, 2500, 20_000);
        Assert.Equal(OrdersByHour.Sum(), await OrdersAsync(client));

        // Lunch comes once more, long after its ids were forgotten: nothing of it is new.
        _ = await PlayAsync(relay, client, begin, 12);
        Assert.Equal(OrdersByHour.Sum(), await OrdersAsync(client));
        await CompareAllAsync(client, begin);
        Assert.Equal(0, Count("SELECT (SELECT count(*) FROM done) + (SELECT count(*) FROM messages) + (SELECT count(*) FROM settled)"));
        Assert.InRange(largestLog, 1, LargestLog);
    }

    private Task<RelayHost> StartAsync() => RelayHost.StartAsync(
        new()
        {
            Port = 0,
            DataFolder = folder.Path,
            Quiet = true,
            Settings = RelayUnderTest.Credentials,
            Time = time,
        },
        default);

    private static TrafficOptions Hour(DateTimeOffset begin, int hour) => SimulationRig.Rough with { Seed = (ulong)(100 + hour), Begin = begin.AddHours(hour) };

    /// <returns>Webhooks that were sent.</returns>
    private static async Task<long> PlayAsync(RelayHost relay, RelayClient client, DateTimeOffset begin, int hour)
    {
        using var rig = new SimulationRig();
        var options = SimulationRig.Options(relay.Url, OrdersByHour[hour]) with { Traffic = Hour(begin, hour), Connections = 16 };
        var summary = await rig.SummaryAsync(options, SimulationRig.Tokens, client);
        Assert.True(summary.GetProperty("good").GetBoolean(), $"hour {hour}: {rig.Output}");
        return summary.GetProperty("acknowledged").GetInt64();
    }

    /// <summary>Each order of the day once more, with what is true of it: events counted, states, items.</summary>
    private static async Task CompareAllAsync(RelayClient client, DateTimeOffset begin)
    {
        for (var hour = 0; hour < OrdersByHour.Length; hour++)
        {
            var plan = new TrafficPlan(Hour(begin, hour));
            for (var number = 0; number < OrdersByHour[hour]; number++)
            {
                var order = plan.Order(number);
                var truth = TruthOracle.Of(order, order.Sends.Count);
                var shown = await client.OrderAsync(truth.Provider, truth.OrderId, default);
                var timeline = await client.TimelineAsync(truth.Provider, truth.OrderId, default);
                Assert.Empty(OrderDifference.Of(truth, shown, timeline));
            }
        }
    }

    private static async Task<long> OrdersAsync(RelayClient client) => (await client.StatsAsync(default)).Orders.Values.Sum();

    private long SizeOf(string name) => new FileInfo(folder.PathOf(name)) is { Exists: true } file ? file.Length : 0;

    private long Count(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={folder.PathOf("queue.db")};Mode=ReadOnly;Pooling=false");
        connection.Open();
        return Database.Scalar(connection, sql);
    }
}
