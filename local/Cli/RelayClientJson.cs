using System.Text.Json.Serialization;

namespace OrderRelay.Local.Cli;

/// <summary>The relay's public JSON, as its clients read it.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AcceptedWebhook))]
[JsonSerializable(typeof(RelayProblem))]
[JsonSerializable(typeof(RelayStats))]
[JsonSerializable(typeof(RelayOrderPage))]
[JsonSerializable(typeof(RelayOrderState))]
[JsonSerializable(typeof(RelayTimeline))]
[JsonSerializable(typeof(RelayReferenced))]
[JsonSerializable(typeof(RelayDeadLetterPage))]
internal sealed partial class RelayClientJson : JsonSerializerContext;

/// <summary>The body of a 202.</summary>
internal sealed record AcceptedWebhook(string? EventId);

/// <summary>An RFC 9457 problem.</summary>
internal sealed record RelayProblem(string? Title, string? Detail);
