using System.Text.Json.Serialization;

namespace OrderRelay.Local.Cli;

/// <summary>What became of one file.</summary>
/// <param name="File">The file as it was named.</param>
/// <param name="Provider">The provider it was sent as; null when that could not be told.</param>
/// <param name="Status">The HTTP status of the answer; null when there was none.</param>
/// <param name="EventId">The event's id, when it was accepted.</param>
/// <param name="Problem">What to do, when it was not.</param>
internal sealed record SentFile(string File, string? Provider, int? Status, string? EventId, string? Problem)
{
    [JsonIgnore]
    public int ExitCode { get; init; } = Status is >= 200 and < 300 ? ExitCodes.Ok : ExitCodes.Failed;

    /// <summary>True when the next one would fail in the same way: there is no relay, or no credential.</summary>
    [JsonIgnore]
    public bool EndsAll { get; init; }

    [JsonIgnore]
    public bool IsAccepted => Status is >= 200 and < 300;

    public static SentFile Failed(string file, string? provider, string problem) => new(file, provider, null, null, problem);

    public override string ToString() => Status is null ? $"{File}: not sent. {Problem}" : $"{File}: {Status} {EventId ?? Problem}";
}

/// <summary>The JSON of <c>send --json</c>, one line per file.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SentFile))]
internal sealed partial class SentFileJson : JsonSerializerContext;
