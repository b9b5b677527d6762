using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;

namespace OrderRelay.Core.Api;

/// <summary>One replay by filter, and how far it is.</summary>
internal sealed record ReplayView
{
    public required string Id { get; init; }

    public required JobStatus Status { get; init; }

    public required string StartedBy { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public DeadLetterReason? Reason { get; init; }

    public string? Provider { get; init; }

    public string? Fingerprint { get; init; }

    public string? OrderId { get; init; }

    public DateTimeOffset? Since { get; init; }

    public int Rate { get; init; }

    public bool WithoutNotifications { get; init; }

    public bool Release { get; init; }

    /// <summary>Open letters when it started.</summary>
    public long Total { get; init; }

    /// <summary>Letters enqueued again so far.</summary>
    public long Replayed { get; init; }

    /// <summary>Of these, those that reached their order.</summary>
    public long Resolved { get; init; }

    /// <summary>Of these, those that are open again and say why this time.</summary>
    public long FailedAgain { get; init; }

    /// <summary>Letters that could not be enqueued: not JSON, erased, not released, or settled meanwhile.</summary>
    public long Skipped { get; init; }

    public static ReplayView Of(RelayJob job, IReadOnlyDictionary<DeadLetterStatus, long> letters) => new()
    {
        Id = job.Id,
        Status = job.Status,
        StartedBy = job.StartedBy,
        StartedAt = job.StartedAt,
        FinishedAt = job.FinishedAt,
        Reason = job.Reason,
        Provider = job.Provider,
        Fingerprint = job.Fingerprint,
        OrderId = job.OrderId,
        Since = job.Since,
        Rate = job.Rate,
        WithoutNotifications = job.WithoutNotifications,
        Release = job.Release,
        Total = job.Total,
        Replayed = letters.Values.Sum(),
        Resolved = letters.GetValueOrDefault(DeadLetterStatus.Resolved),
        FailedAgain = letters.GetValueOrDefault(DeadLetterStatus.Open),
        Skipped = job.Skipped,
    };
}

internal sealed record ReplayListView(IReadOnlyList<ReplayView> Replays);

/// <summary>What a replay by filter would do.</summary>
internal sealed record ReplayForecastView
{
    public bool DryRun { get; } = true;

    public required long Letters { get; init; }

    /// <summary>There are more letters than were looked at.</summary>
    public bool Partial { get; init; }

    public required IReadOnlyDictionary<string, long> Projected { get; init; }

    public required IReadOnlyDictionary<string, long> Failing { get; init; }

    public required IReadOnlyList<LetterOutlookView> Examples { get; init; }

    public static ReplayForecastView Of(ReplayForecast forecast) => new()
    {
        Letters = forecast.Letters,
        Partial = forecast.IsPartial,
        Projected = forecast.Projected.ToDictionary(static pair => StatusNames.Of(pair.Key), static pair => pair.Value),
        Failing = forecast.Failing.ToDictionary(static pair => WireNames<DeadLetterReason>.Of(pair.Key), static pair => pair.Value),
        Examples = [.. forecast.Examples.Select(static outlook => new LetterOutlookView(
            outlook.Id, outlook.Reason, outlook.Order?.Provider, outlook.Order?.OrderId, outlook.Verdict, outlook.HeadlineBefore,
            outlook.HeadlineAfter, outlook.Failure, outlook.Text))],
    };
}

internal sealed record LetterOutlookView(
    string Id, DeadLetterReason Reason, string? Provider, string? OrderId, Verdict? Verdict, Headline? StatusBefore, Headline? StatusAfter,
    DeadLetterReason? Failure, string? Text);

/// <summary>One reprojection, and how far it is.</summary>
internal sealed record ReprojectionView(
    string Id, JobStatus Status, string StartedBy, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt, string? Provider, long? Total, long Done, long Changed)
{
    public static ReprojectionView Of(RelayJob job) => new(
        job.Id, job.Status, job.StartedBy, job.StartedAt, job.FinishedAt, job.Provider, job.Total > 0 ? job.Total : null, job.Done, job.Changed);
}

internal sealed record ReprojectionListView(IReadOnlyList<ReprojectionView> Reprojections);

/// <summary>What a rebuild does to one order.</summary>
internal sealed record OrderRebuildView(
    string Provider, string OrderId, bool DryRun, bool Changed, Headline StatusBefore, Headline StatusAfter, IReadOnlyList<string> Fields, int EventsChanged, int EventsKept)
{
    public static OrderRebuildView Of(OrderRebuild rebuild, bool dryRun) => new(
        rebuild.Order.Provider, rebuild.Order.OrderId, dryRun, rebuild.IsChanged, rebuild.HeadlineBefore, rebuild.HeadlineAfter, rebuild.Fields,
        rebuild.EventsChanged, rebuild.EventsKept);
}

/// <summary>A page of a dry reprojection.</summary>
/// <param name="Looked">Orders looked at.</param>
/// <param name="Changes">Those that would change.</param>
/// <param name="Cursor">Asks for the next page; absent on the last.</param>
internal sealed record RebuildForecastView(int Looked, IReadOnlyList<OrderRebuildView> Changes, string? Cursor);

internal sealed record AuditListView(IReadOnlyList<AuditEntry> Entries, string? Cursor);
