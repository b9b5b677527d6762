using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using OrderRelay.Core.Telemetry;

namespace OrderRelay.Core.Api;

/// <summary><c>/api/stats</c>: what this process counted since it started, and what the stores hold.</summary>
public sealed class StatsApi(PipelineStats stats, StatsHistory history, IOrderQueries orders, IDeadLetterStore letters, IQueueDepthSource queue, TimeProvider time)
{
    /// <summary><c>GET /api/stats/history</c>: the last hour of this process by minutes, the oldest first.</summary>
    public ApiAnswer History() => ApiAnswer.Json(200, new StatsHistoryView(60, history.Points), ApiJson.Default.StatsHistoryView);

    /// <summary><c>GET /api/stats</c>.</summary>
    public async ValueTask<ApiAnswer> GetAsync(CancellationToken cancellationToken)
    {
        var byStatus = await orders.CountByHeadlineAsync(cancellationToken);
        var byLetterStatus = await letters.CountAsync(cancellationToken);
        var depth = await queue.GetDepthAsync(cancellationToken);
        var now = time.GetUtcNow();
        return ApiAnswer.Json(200, new StatsView
        {
            Since = stats.Since,
            At = now,
            Accepted = stats.AcceptedTotal,
            AcceptedPerSecond = history.AcceptedPerSecond,
            Refused = Sorted(stats.RefusedByReason, static reason => reason),
            Verdicts = Sorted(stats.ByVerdict, StatusNames.Of),
            Duplicates = stats.DuplicateTotal,
            Late = stats.LateTotal,
            ProviderRetries = stats.RetriedTotal,
            AckMilliseconds = QuantilesView.Of(stats.Ack),
            EndToEndMilliseconds = QuantilesView.Of(stats.EndToEnd),
            Queue = depth is null ? null : new(depth.Active, depth.Scheduled, depth.Dead, depth.OldestEnqueuedAt is { } oldest ? Math.Max(0, (now - oldest).TotalSeconds) : 0),
            Orders = Sorted(byStatus, StatusNames.Of),
            DeadLetters = Sorted(byLetterStatus, WireNames<DeadLetterStatus>.Of),
            UnknownStatuses = [.. stats.UnknownStatuses.OrderByDescending(static status => status.Count).ThenBy(static status => status.Status, StringComparer.Ordinal)],
        }, ApiJson.Default.StatsView);
    }

    private static SortedDictionary<string, long> Sorted<TKey>(IReadOnlyDictionary<TKey, long> counts, Func<TKey, string> name)
    {
        var sorted = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (key, count) in counts)
        {
            sorted[name(key)] = count;
        }

        return sorted;
    }
}

internal sealed record StatsView
{
    public required DateTimeOffset Since { get; init; }

    public required DateTimeOffset At { get; init; }

    public required long Accepted { get; init; }

    /// <summary>Over the last ten seconds.</summary>
    public required double AcceptedPerSecond { get; init; }

    public required IReadOnlyDictionary<string, long> Refused { get; init; }

    public required IReadOnlyDictionary<string, long> Verdicts { get; init; }

    public required long Duplicates { get; init; }

    public required long Late { get; init; }

    public required long ProviderRetries { get; init; }

    public required QuantilesView AckMilliseconds { get; init; }

    public required QuantilesView EndToEndMilliseconds { get; init; }

    public QueueView? Queue { get; init; }

    public required IReadOnlyDictionary<string, long> Orders { get; init; }

    public required IReadOnlyDictionary<string, long> DeadLetters { get; init; }

    public required IReadOnlyList<UnknownStatus> UnknownStatuses { get; init; }
}

/// <summary>Quantiles in milliseconds.</summary>
internal sealed record QuantilesView(long Count, double P50, double P90, double P99, double P999, double Max)
{
    public static QuantilesView Of(LatencyHistogram histogram) => new(
        histogram.Count,
        Milliseconds(histogram.Percentile(50)),
        Milliseconds(histogram.Percentile(90)),
        Milliseconds(histogram.Percentile(99)),
        Milliseconds(histogram.Percentile(99.9)),
        Milliseconds(histogram.Max));

    private static double Milliseconds(long nanoseconds) => Math.Round(nanoseconds / 1e6, 3);
}

internal sealed record QueueView(long Active, long Scheduled, long Dead, double OldestAgeSeconds);

internal sealed record StatsHistoryView(int ResolutionSeconds, IReadOnlyList<StatsMinute> Points);
