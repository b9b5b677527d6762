using System.Text.Json;
using OrderRelay.Load.Measuring;
using OrderRelay.Load.Reporting;
using OrderRelay.Load.Running;

namespace OrderRelay.Bench.Tests.Reporting;

public sealed class ReportTests
{
    [Fact]
    public void A_ratio_is_taken_within_its_round_before_the_median()
    {
        Measurement[] runs =
        [
            new(1, "bare", Result(100)), new(1, "ingest", Result(50)),
            new(2, "ingest", Result(90)), new(2, "bare", Result(300)),
            new(3, "bare", Result(200)), new(3, "ingest", Result(80)),
        ];

        var report = Report.Of(runs, "bare", SampleMachine.Facts);

        Assert.Equal(["bare", "ingest"], report.Variants.Select(v => v.Name));
        Assert.Equal(new Spread(1, 1, 1), report.Variants[0].RatioToYardstick);
        Assert.Equal(new Spread(0.4, 0.3, 0.5), report.Variants[1].RatioToYardstick);
        Assert.Contains("| ingest | 0.40 (0.30..0.50) | 80 (50..90) |", MarkdownReport.Render(report, runs[0].Result), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_was_refused_anything_marks_the_whole_report()
    {
        Measurement[] runs = [new(1, "bare", Result(100)), new(1, "ingest", Result(50) with { AllAccepted = false })];

        Assert.Contains("NOT every request", MarkdownReport.Render(Report.Of(runs, "bare", SampleMachine.Facts), runs[0].Result), StringComparison.Ordinal);
    }

    [Fact]
    public void The_median_of_an_even_number_lies_between_the_middle_two()
        => Assert.Equal(new Spread(2.5, 1, 4), Spread.Of([4, 1, 3, 2]));

    [Fact]
    public void A_runs_line_is_read_back()
    {
        var result = Result(12.5);
        var line = $"3\tingest\t{JsonSerializer.Serialize(result, ResultJson.Default.LoadResult)}";

        var read = Measurement.Parse(line);

        Assert.Equal((3, "ingest", 12.5), (read.Round, read.Variant, read.Result.RequestsPerSecond));
    }

    [Fact]
    public void The_table_replaces_only_what_stands_between_the_marks()
    {
        const string Document = "before\n<!-- results:begin -->\nold\n<!-- results:end -->\nafter\n";

        Assert.Equal("before\n<!-- results:begin -->\nnew\n<!-- results:end -->\nafter\n", MarkdownReport.Insert(Document, "new\n"));
        Assert.Throws<FormatException>(() => MarkdownReport.Insert("no marks", "new\n"));
    }

    private static LoadResult Result(double requestsPerSecond)
    {
        var options = new LoadOptions { Target = Load.Http.LoopbackTarget.Parse("http://127.0.0.1:1") };
        var window = new Window(0, 0, 1_000_000_000);
        var tally = new Tally(window);
        tally.Answered(202, 0, 10);
        return LoadResult.Of(options, window, tally, new Usage(0, null, 0), new Usage(1, null, 3), new SentEvents(1, 1000)) with { RequestsPerSecond = requestsPerSecond };
    }
}
