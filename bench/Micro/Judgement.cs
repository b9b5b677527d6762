using BenchmarkDotNet.Reports;

namespace OrderRelay.Micro;

/// <summary>Holds what was measured against the targets.</summary>
internal static class Judgement
{
    private const double ReceiveOverBare = 2.0;
    private const double ReceiveBytes = 512;
    private const double InOrderMicroseconds = 5;

    /// <summary>What two runs of one and the same check may differ by: less cannot be told from noise here, nor over a network.</summary>
    private const double CredentialDifference = 0.1;

    /// <param name="summaries">What was run.</param>
    /// <param name="timed">False when the runs were too short for the code to be compiled for good: then only bytes are judged.</param>
    /// <param name="output">A line per target.</param>
    /// <returns>False when a target was measured and not met.</returns>
    public static bool Write(IReadOnlyCollection<Summary> summaries, bool timed, TextWriter output)
    {
        var reports = summaries.SelectMany(static summary => summary.Reports)
            .Where(static report => report.ResultStatistics is not null)
            .ToDictionary(static report => report.BenchmarkCase.Descriptor.WorkloadMethod.Name, StringComparer.Ordinal);
        var met = true;
        if (reports.TryGetValue(nameof(ReceiveBenchmarks.BarePass), out var bare) && reports.TryGetValue(nameof(ReceiveBenchmarks.AuthenticateAndScan), out var receive))
        {
            met &= !timed || Line("receive over a bare Utf8JsonReader pass", Nanoseconds(receive) / Nanoseconds(bare), ReceiveOverBare, "x");
            met &= Line("bytes allocated per event received", receive.GcStats.GetBytesAllocatedPerOperation(receive.BenchmarkCase) ?? 0, ReceiveBytes, " B");
        }

        if (timed && reports.TryGetValue(nameof(ProjectBenchmarks.InOrder), out var inOrder))
            met &= Line("CPU of an in-order projection", Nanoseconds(inOrder) / 1000, InOrderMicroseconds, " µs");

        if (timed && reports.TryGetValue(nameof(CredentialBenchmarks.WrongFirstByte), out var first) && reports.TryGetValue(nameof(CredentialBenchmarks.WrongLastByte), out var last))
            met &= Line("difference between a token wrong in its first and in its last byte", Math.Abs((Nanoseconds(last) / Nanoseconds(first)) - 1), CredentialDifference, "");

        return met;

        bool Line(string name, double measured, double bound, string unit)
        {
            output.WriteLine(FormattableString.Invariant($"target {(measured <= bound ? "met" : "NOT met")}: {name}: {measured:0.##}{unit}, at most {bound:0.##}{unit}"));
            return measured <= bound;
        }
    }

    private static double Nanoseconds(BenchmarkReport report) => report.ResultStatistics!.Median;
}
