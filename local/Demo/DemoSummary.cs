using System.Text.Json;
using System.Text.Json.Serialization;
using OrderRelay.Local.Cli;

namespace OrderRelay.Local.Demo;

/// <summary>The end of a demo, for programs.</summary>
internal sealed record DemoSummary
{
    public required int Seed { get; init; }

    public required Uri Url { get; init; }

    public required bool AccountedFor { get; init; }

    public required IReadOnlyList<string> Missing { get; init; }

    public required IReadOnlyDictionary<string, int> Sent { get; init; }

    public required IReadOnlyList<DemoRefusal> Refused { get; init; }

    public required RelayStats Stats { get; init; }

    public required IReadOnlyList<RelayOrder> Orders { get; init; }

    public required IReadOnlyList<RelayDeadLetter> DeadLetters { get; init; }

    public RelayTimeline? Timeline { get; init; }

    public static DemoSummary Of(DemoOutcome outcome, Uri url) => new()
    {
        Seed = outcome.Plan.Seed,
        Url = url,
        AccountedFor = outcome.IsAccountedFor,
        Missing = outcome.Missing,
        Sent = outcome.Plan.ByKind.ToDictionary(static kind => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.Key.ToString()), static kind => kind.Value),
        Refused = [.. outcome.Refused.Select(static request => new DemoRefusal(
            request.Planned.Provider, request.Planned.Kind, request.Reply.Status, request.Reply.Problem))],
        Stats = outcome.Picture.Stats,
        Orders = outcome.Picture.Orders,
        DeadLetters = outcome.Picture.DeadLetters,
        Timeline = InterestingTimeline.Of(outcome.Picture),
    };
}

internal sealed record DemoRefusal(string Provider, RequestKind Kind, int Status, string? Problem);

/// <summary>The JSON of <c>demo --json</c>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(DemoSummary))]
internal sealed partial class DemoJson : JsonSerializerContext;
