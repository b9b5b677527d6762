using System.Text.Json;
using System.Text.Json.Serialization;
using OrderRelay.Core.Orders;

namespace OrderRelay.Local.Cli.Tail;

/// <summary>One event as it was projected.</summary>
internal sealed record LiveEvent
{
    public required string Provider { get; init; }

    public required string OrderId { get; init; }

    /// <summary>The store's name, or what else is known of it.</summary>
    public JsonElement Store { get; init; }

    public required string Name { get; init; }

    public DateTimeOffset OccurredAt { get; init; }

    public DateTimeOffset ReceivedAt { get; init; }

    public double LateSeconds { get; init; }

    public required string Verdict { get; init; }

    public string? Rule { get; init; }

    /// <summary>The canonical status that it reported; null when it reported none.</summary>
    public string? Status { get; init; }

    /// <summary>It changed what the order shows.</summary>
    public bool HeadlineChanged { get; init; }

    [JsonIgnore]
    public string? ShownStore => Store.ValueKind switch
    {
        JsonValueKind.String => Store.GetString(),
        JsonValueKind.Object => Store.Deserialize(LiveJson.Default.RelayStore)?.Shown,
        _ => null,
    };

    /// <summary>The rule in words; as it came when it is newer than this program.</summary>
    [JsonIgnore]
    public string? Explanation => Rule is { } word && StatusNames.TryParseRule(word, out var rule) ? new Decision(default, rule).Explanation : Rule;
}

/// <summary>Records were dropped because this listener was slow.</summary>
internal sealed record LiveGap(long Dropped);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(LiveEvent))]
[JsonSerializable(typeof(LiveGap))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(RelayStore))]
internal sealed partial class LiveJson : JsonSerializerContext;
