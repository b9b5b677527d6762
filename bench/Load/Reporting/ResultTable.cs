using System.Globalization;
using Spectre.Console;

namespace OrderRelay.Load.Reporting;

/// <summary>One run's figures for people.</summary>
internal static class ResultTable
{
    public static void Write(LoadResult result, IAnsiConsole console)
    {
        var table = new Table().HideHeaders().AddColumn("").AddColumn(new TableColumn("").RightAligned());
        Add(table, "requests", $"{result.Requests:N0}");
        Add(table, "requests per second", $"{result.RequestsPerSecond:N0}");
        foreach (var (status, count) in result.Statuses)
            Add(table, $"status {status}", $"{count:N0}");

        foreach (var (failure, count) in result.Failures)
            Add(table, $"failed: {failure}", $"{count:N0}");

        Add(table, "p50", $"{result.P50Milliseconds:N3} ms");
        Add(table, "p90", $"{result.P90Milliseconds:N3} ms");
        Add(table, "p99", $"{result.P99Milliseconds:N3} ms");
        Add(table, "p99.9", $"{result.P999Milliseconds:N3} ms");
        Add(table, "max", $"{result.MaxMilliseconds:N3} ms");
        Add(table, "driver CPU", $"{result.DriverCpuSeconds:N2} s");
        if (result.ServerCpuSeconds is { } cpu)
        {
            Add(table, "server CPU", $"{cpu:N2} s");
            Add(table, "server CPU per request", $"{result.ServerCpuMicrosecondsPerRequest:N1} µs");
            Add(table, "server memory", $"{result.ServerRssMegabytes:N0} MB");
        }

        if (result.Projection is { } projection)
        {
            Add(table, projection.Complete ? "projected per second" : "projected per second, not all", $"{projection.EventsPerSecond:N0}");
            Add(table, "server CPU per projected event", $"{projection.ServerCpuMicrosecondsPerEvent:N1} µs");
        }

        console.Write(table);
    }

    private static void Add(Table table, string name, FormattableString value)
        => table.AddRow(name, value.ToString(CultureInfo.InvariantCulture));
}
