using System.Text.Json.Serialization;
using OrderRelay.Core.Orders;

namespace OrderRelay.Core.Ports;

/// <summary>How one event arrived. Never part of the fold: it differs with the order of arrival.</summary>
public sealed record Arrival
{
    /// <summary>When the first delivery of it was received.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When the projection first committed it.</summary>
    public required DateTimeOffset ProjectedAt { get; init; }

    /// <summary>It sorted before an event that had already been folded.</summary>
    public bool ArrivedLate { get; init; }

    /// <summary>How many distinct deliveries were received, from 1.</summary>
    public int Receipts { get; init; } = 1;

    /// <summary>When the last delivery was received.</summary>
    public required DateTimeOffset LastReceivedAt { get; init; }

    /// <summary>The provider's own count of attempts, as its last delivery said it.</summary>
    public int? DeliveryAttempt { get; init; }

    /// <summary>When the provider says it sent the first delivery.</summary>
    public DateTimeOffset? SentAt { get; init; }

    public string? TraceParent { get; init; }

    /// <summary>The headline before and after the commit that stored this event; equal when it changed nothing. A
    /// redelivery after a crash reads here which notification it has to request again.</summary>
    public Headline? HeadlineBefore { get; init; }

    public Headline? HeadlineAfter { get; init; }

    /// <summary>The commit that stored this event left its track at the status that the event brought.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Moved { get; init; }

    /// <summary>It came as further content of an identity that was known with other content.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Conflicting { get; init; }

    /// <summary>The dead letter that this came back from.</summary>
    public string? ReplayOf { get; init; }
}
