using OrderRelay.Load.Measuring;
using OrderRelay.Load.Running;

namespace OrderRelay.Load.Reporting;

/// <summary>The figures of one run. Units are in the names; latencies count from when a request was due.</summary>
internal sealed record LoadResult
{
    public required string Path { get; init; }

    public required string Provider { get; init; }

    public required string Auth { get; init; }

    /// <summary><c>closed</c> or <c>open</c>.</summary>
    public required string Loop { get; init; }

    public required int Connections { get; init; }

    public required int Threads { get; init; }

    public double? TargetRequestsPerSecond { get; init; }

    public required ulong Seed { get; init; }

    public required int OpenOrders { get; init; }

    /// <summary>The warm-up's among them.</summary>
    public required long OrdersBegun { get; init; }

    public required double MeanBodyBytes { get; init; }

    public required double WarmupSeconds { get; init; }

    public required double ElapsedSeconds { get; init; }

    /// <summary>Requests due within the window, whatever became of them.</summary>
    public required long Requests { get; init; }

    /// <summary>Answers within the window, whatever their status, per second of it.</summary>
    public required double RequestsPerSecond { get; init; }

    /// <summary>Requests by HTTP status of their answer.</summary>
    public required SortedDictionary<string, long> Statuses { get; init; }

    /// <summary>Requests without an answer, by cause.</summary>
    public required SortedDictionary<string, long> Failures { get; init; }

    public required double MeanMilliseconds { get; init; }

    public required double P50Milliseconds { get; init; }

    public required double P90Milliseconds { get; init; }

    public required double P99Milliseconds { get; init; }

    public required double P999Milliseconds { get; init; }

    public required double MaxMilliseconds { get; init; }

    public required double DriverCpuSeconds { get; init; }

    public double? ServerCpuSeconds { get; init; }

    public double? ServerCpuMicrosecondsPerRequest { get; init; }

    /// <summary>What the rest of the machine took meanwhile: noise, unless it is the server's own children.</summary>
    public double? OtherCpuSeconds { get; init; }

    public double? ServerRssMegabytesBefore { get; init; }

    public double? ServerRssMegabytes { get; init; }

    /// <summary>The same with shared pages counted once: of several processes this is the memory that they take together.</summary>
    public double? ServerPssMegabytes { get; init; }

    /// <summary>What became of the events behind the acknowledgement; null when nothing was asked.</summary>
    public EventProjection? Projection { get; init; }

    /// <summary>Every request was answered with a 2xx.</summary>
    public required bool AllAccepted { get; init; }

    public static LoadResult Of(LoadOptions options, Window window, Tally tally, Usage before, Usage after, SentEvents sent)
    {
        var end = options.Requests is null ? window.Until : Math.Clamp(tally.LastAnswerAt, window.From + 1, window.Until);
        var seconds = Window.Seconds(end - window.From);
        var statuses = new SortedDictionary<string, long>(tally.Statuses.ToDictionary(p => $"{p.Key}", p => p.Value), StringComparer.Ordinal);
        var failures = new SortedDictionary<string, long>(tally.Failures.ToDictionary(p => Name(p.Key), p => p.Value), StringComparer.Ordinal);
        var serverCpu = after.Server?.CpuSeconds - before.Server?.CpuSeconds;
        var driverCpu = after.DriverCpuSeconds - before.DriverCpuSeconds;
        return new LoadResult
        {
            Path = options.Target.Path,
            Provider = options.Provider,
            Auth = options.Auth.ToString().ToLowerInvariant(),
            Loop = options.Rate is null ? "closed" : "open",
            Connections = options.Connections,
            Threads = options.Threads,
            TargetRequestsPerSecond = options.Rate,
            Seed = options.Seed,
            OpenOrders = options.Orders,
            OrdersBegun = sent.Orders,
            MeanBodyBytes = Math.Round(sent.MeanBodyBytes),
            WarmupSeconds = options.Warmup.TotalSeconds,
            ElapsedSeconds = Math.Round(seconds, 3),
            Requests = statuses.Values.Sum() + failures.Values.Sum(),
            RequestsPerSecond = Math.Round(tally.AnsweredInWindow / seconds, 1),
            Statuses = statuses,
            Failures = failures,
            MeanMilliseconds = Math.Round(tally.Latencies.Mean / 1e6, 4),
            P50Milliseconds = Percentile(tally, 50),
            P90Milliseconds = Percentile(tally, 90),
            P99Milliseconds = Percentile(tally, 99),
            P999Milliseconds = Percentile(tally, 99.9),
            MaxMilliseconds = Percentile(tally, 100),
            DriverCpuSeconds = Math.Round(driverCpu, 3),
            ServerCpuSeconds = serverCpu is { } cpu ? Math.Round(cpu, 2) : null,
            ServerCpuMicrosecondsPerRequest = serverCpu is { } all && tally.AnsweredInWindow > 0 ? Math.Round(all * 1e6 / tally.AnsweredInWindow, 2) : null,
            OtherCpuSeconds = serverCpu is { } known ? Math.Round(Math.Max(0, after.MachineCpuSeconds - before.MachineCpuSeconds - known - driverCpu), 2) : null,
            ServerRssMegabytesBefore = before.Server?.RssMegabytes,
            ServerRssMegabytes = after.Server?.RssMegabytes,
            ServerPssMegabytes = after.Server?.PssMegabytes is { } pss ? Math.Round(pss, 1) : null,
            AllAccepted = statuses.Count > 0 && failures.Count == 0 && statuses.Keys.All(status => status[0] == '2'),
        };
    }

    private static double Percentile(Tally tally, double percent) => Math.Round(tally.Latencies.Percentile(percent) / 1e6, 4);

    private static string Name(Failure failure) => char.ToLowerInvariant($"{failure}"[0]) + $"{failure}"[1..];
}
