using System.Text.Json;
using OrderRelay.Load.Measuring;
using OrderRelay.Load.Reporting;
using OrderRelay.Load.Reporting.Comparing;
using OrderRelay.Load.Running;

namespace OrderRelay.Bench.Tests.Reporting.Comparing;

public sealed class ComparisonTests
{
    [Fact]
    public void A_peer_is_judged_against_the_best_of_its_own_round()
    {
        ComparedRun[] runs =
        [
            Closed(1, "relay", 64, 900, endToEnd: 800), Closed(1, "inbox", 64, 300, endToEnd: 200), Closed(1, "bullmq", 64, 90, endToEnd: 100),
            Closed(2, "relay", 64, 900, endToEnd: 500), Closed(2, "inbox", 64, 300, endToEnd: 50), Closed(2, "bullmq", 64, 90, endToEnd: 100),
        ];

        var target = Assert.Single(Compare(runs).Targets, t => t.Name.Contains("best durable peer", StringComparison.Ordinal));

        Assert.Equal(new Spread(4.5, 4, 5), target.Measured);
        Assert.True(target.Met);
    }

    [Fact]
    public void A_target_is_met_by_the_median_and_unknown_when_a_side_is_missing()
    {
        ComparedRun[] runs =
        [
            Closed(1, "bare", 64, 100), Closed(1, "relay-acks", 64, 49),
            Closed(2, "bare", 64, 100), Closed(2, "relay-acks", 64, 51),
            Closed(3, "bare", 64, 100), Closed(3, "relay-acks", 64, 20),
        ];

        var targets = Compare(runs).Targets;

        Assert.False(targets[0].Met);
        Assert.Equal(0.49, targets[0].Measured!.Median, 6);
        Assert.Null(targets[1].Met);
    }

    [Fact]
    public void Loops_connections_and_rates_are_kept_apart()
    {
        ComparedRun[] runs = [Closed(1, "relay", 16, 10), Closed(1, "relay", 64, 20), Open(1, "relay", 2000, p99: 3), Open(1, "relay", 20_000, p99: 30)];

        var comparison = Compare(runs);

        Assert.Equal([16, 64], comparison.ClosedLoop.Select(row => row.Connections));
        Assert.Equal([2000, 20_000], comparison.OpenLoop.Select(row => row.Rate!.Value));
        Assert.True(comparison.Targets.Single(t => t.Name.Contains("2,000/s", StringComparison.Ordinal)).Met);
        Assert.False(comparison.Targets.Single(t => t.Name.Contains("20,000/s", StringComparison.Ordinal)).Met);
    }

    [Fact]
    public void A_failed_variant_is_named_and_spoils_no_other()
    {
        ComparedRun[] runs = [Closed(1, "bare", 64, 100), Closed(1, "relay", 64, 40), ComparedRun.Parse("1\tbullmq\tfailed\tsee bullmq.log")];

        var comparison = Compare(runs);
        var text = ComparisonReport.Render(comparison);

        Assert.Equal(["fastify + BullMQ + Redis, round 1: see bullmq.log"], comparison.Failures);
        Assert.Contains("- fastify + BullMQ + Redis, round 1: see bullmq.log", text, StringComparison.Ordinal);
        Assert.Contains("| OrderRelay | 64 | 0.40 |", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_with_refused_or_unprojected_events_is_marked()
    {
        var late = Closed(1, "inbox", 64, 100, endToEnd: 10);
        late = late with { Load = late.Load! with { Projection = late.Load.Projection! with { Complete = false } } };

        var text = ComparisonReport.Render(Compare([Closed(1, "relay", 64, 100, endToEnd: 100), late]));

        Assert.Contains("| ASP.NET Core + PostgreSQL inbox (!) |", text, StringComparison.Ordinal);
        Assert.Contains("| OrderRelay | 64 |", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_drain_is_read_back_from_its_line_and_divided_by_the_relays()
    {
        ComparedRun[] runs = [Drain("relay", 400), Drain("inbox", 100)];

        var comparison = Compare(runs);

        Assert.Equal([("relay", 1.0), ("inbox", 0.25)], comparison.Drains.Select(row => (row.Variant, row.RatioToRelay!.Median)));
        Assert.True(comparison.Targets.Single(t => t.Name.StartsWith("backlog", StringComparison.Ordinal)).Met);
    }

    private static Comparison Compare(ComparedRun[] runs) => Comparison.Of(runs, SampleMachine.Facts, "bench/compare.sh");

    private static ComparedRun Drain(string variant, double rate)
    {
        var projection = new EventProjection { Events = 1000, Seconds = 1, EventsPerSecond = rate, Complete = true };
        return ComparedRun.Parse($"1\t{variant}\tdrain\t{JsonSerializer.Serialize(projection, ResultJson.Default.EventProjection)}");
    }

    private static ComparedRun Closed(int round, string variant, int connections, double acks, double? endToEnd = null)
    {
        var result = Result(new LoadOptions { Target = Target, Connections = connections }) with { RequestsPerSecond = acks };
        return Line(round, variant, endToEnd is null ? result : result with
        {
            Projection = new EventProjection { Events = 10, Seconds = 1, EventsPerSecond = endToEnd.Value, Complete = true },
        });
    }

    private static ComparedRun Open(int round, string variant, double rate, double p99)
        => Line(round, variant, Result(new LoadOptions { Target = Target, Rate = rate }) with { P99Milliseconds = p99 });

    private static ComparedRun Line(int round, string variant, LoadResult result)
        => ComparedRun.Parse($"{round}\t{variant}\tload\t{JsonSerializer.Serialize(result, ResultJson.Default.LoadResult)}");

    private static Load.Http.LoopbackTarget Target => Load.Http.LoopbackTarget.Parse("http://127.0.0.1:1");

    private static LoadResult Result(LoadOptions options)
    {
        var window = new Window(0, 0, 1_000_000_000);
        var tally = new Tally(window);
        tally.Answered(202, 0, 10);
        return LoadResult.Of(options, window, tally, new Usage(0, null, 0), new Usage(1, null, 3), new SentEvents(1, 1000));
    }
}
