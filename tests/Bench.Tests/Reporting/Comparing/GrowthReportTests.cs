using System.Text.Json;
using OrderRelay.Load.Measuring;
using OrderRelay.Load.Reporting;
using OrderRelay.Load.Reporting.Comparing;
using OrderRelay.Load.Running;

namespace OrderRelay.Bench.Tests.Reporting.Comparing;

public sealed class GrowthReportTests
{
    [Fact]
    public void Memory_is_judged_by_its_largest_step_and_cost_by_its_farthest_row()
    {
        var text = Render(Step("events", 1000, 50, 200), Step("events", 2000, 50, 301), Step("orders", 10, 50, 1), Step("orders", 100, 54, 1));

        Assert.Contains("| memory over all events, MB | at most 300 | 301 | NOT met |", text, StringComparison.Ordinal);
        Assert.Contains("| cost by stored orders, farthest from the first row | at most 0.1 | 0.08 | met |", text, StringComparison.Ordinal);
        Assert.Contains("| 100 | 1,000 | 54.0 | 1.08 | 12.3 | 0.5 | 1 |  |", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cheaper_row_is_as_far_from_flat_as_a_dearer_one()
        => Assert.Contains("| 0.2 | NOT met |", Render(Step("history", 1, 50, 1), Step("history", 10, 40, 1)), StringComparison.Ordinal);

    private static string Render(params GrowthRun[] runs) => GrowthReport.Render(runs, SampleMachine.Facts, "bench/growth.sh");

    private static GrowthRun Step(string part, long size, double cpu, double megabytes)
    {
        var window = new Window(0, 0, 1_000_000_000);
        var tally = new Tally(window);
        tally.Answered(202, 0, 10);
        var options = new LoadOptions { Target = Load.Http.LoopbackTarget.Parse("http://127.0.0.1:1") };
        var result = LoadResult.Of(options, window, tally, new Usage(0, null, 0), new Usage(1, null, 3), new SentEvents(1, 1000)) with
        {
            Projection = new EventProjection
            {
                Events = 1000,
                Seconds = 1,
                EventsPerSecond = 1000,
                ServerCpuMicrosecondsPerEvent = cpu,
                ServerMegabytes = megabytes,
                ServerReadKilobytesPerEvent = 0.5,
                ServerWrittenKilobytesPerEvent = 12.3,
                Complete = true,
            },
        };
        return GrowthRun.Parse($"{part}\t{size}\t{JsonSerializer.Serialize(result, ResultJson.Default.LoadResult)}");
    }
}
