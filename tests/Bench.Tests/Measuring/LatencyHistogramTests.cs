using OrderRelay.Load.Measuring;

namespace OrderRelay.Bench.Tests.Measuring;

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

        // From nanoseconds to minutes: every width of bucket takes part.
        var values = Enumerable.Range(0, 20_000).Select(_ => (long)Math.Exp(random.NextDouble() * 26)).ToArray();
        foreach (var value in values)
            histogram.Record(value);

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
    [InlineData((1L << 42) - 1)]
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

        Assert.Equal((1L, long.MaxValue), (histogram.Count, histogram.Max));
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
