using OrderRelay.Core.Telemetry;

namespace OrderRelay.Core.Tests.Telemetry;

public sealed class LatencyHistogramTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Percentiles_of_random_latencies_are_at_most_a_thousandth_above_the_sorted_ones(int seed)
    {
        var random = new Random(seed);
        var histogram = new LatencyHistogram();

        // From nanoseconds to weeks: every width of bucket takes part.
        var values = Enumerable.Range(0, 20_000).Select(_ => (long)Math.Exp(random.NextDouble() * 36)).ToArray();
        foreach (var value in values)
        {
            histogram.Record(value);
        }

        Array.Sort(values);
        foreach (var percent in new[] { 0.01, 1, 50, 90, 99, 99.9, 100 })
        {
            var exact = values[Math.Max(1, (int)Math.Ceiling(percent / 100 * values.Length)) - 1];
            Assert.InRange(histogram.Percentile(percent), exact, exact + (exact / 1000.0));
        }

        Assert.Equal(values[^1], histogram.Max);
        Assert.InRange(histogram.Mean / values.Average(), 0.999999, 1.000001);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2047)]
    [InlineData(2048)]
    [InlineData(2049)]
    [InlineData(4095)]
    [InlineData(4096)]
    [InlineData((1L << 52) - 1)]
    public void Percentile_of_one_value_at_a_bucket_edge_is_that_value(long value)
    {
        var histogram = new LatencyHistogram();
        histogram.Record(value);

        Assert.Equal(value, histogram.Percentile(50));
    }

    [Fact]
    public void A_value_beyond_the_range_is_kept_as_the_maximum()
    {
        var histogram = new LatencyHistogram();
        histogram.Record(long.MaxValue);

        Assert.Equal((1L, long.MaxValue, long.MaxValue), (histogram.Count, histogram.Max, histogram.Percentile(50)));
    }

    [Fact]
    public void Durations_are_recorded_to_100_ns_and_negative_ones_as_none()
    {
        var histogram = new LatencyHistogram();
        histogram.Record(TimeSpan.FromTicks(7));
        histogram.Record(TimeSpan.FromDays(-1));
        histogram.Record(TimeSpan.MaxValue);

        Assert.Equal((0L, 700L), (histogram.Percentile(1), histogram.Percentile(60)));
    }

    [Fact]
    public void Many_threads_lose_no_record()
    {
        var histogram = new LatencyHistogram();
        Parallel.For(0, 100_000, number => histogram.Record((number % 1000) + 1L));

        Assert.Equal((100_000L, 1000L, 500.5, 500L), (histogram.Count, histogram.Max, histogram.Mean, histogram.Percentile(50)));
    }

    [Fact]
    public void An_empty_histogram_answers_zero() => Assert.Equal(0, new LatencyHistogram().Percentile(99));

    [Fact]
    public void Adding_equals_recording_into_one()
    {
        var (left, right, both) = (new LatencyHistogram(), new LatencyHistogram(), new LatencyHistogram());
        for (var i = 1L; i <= 1000; i++)
        {
            (i % 2 == 0 ? left : right).Record(i * 7919);
            both.Record(i * 7919);
        }

        left.Add(right);

        Assert.Equal((both.Count, both.Max, both.Mean, both.Percentile(75)), (left.Count, left.Max, left.Mean, left.Percentile(75)));
    }
}
