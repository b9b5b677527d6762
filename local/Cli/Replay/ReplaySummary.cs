using System.Globalization;
using System.Text.Json.Serialization;

namespace OrderRelay.Local.Cli.Replay;

/// <summary>What became of a recording.</summary>
internal sealed class ReplaySummary
{
    public bool DryRun { get; init; }

    /// <summary>Webhooks sent, or in a dry run fit to be sent, by provider.</summary>
    public SortedDictionary<string, long> Providers { get; } = new(StringComparer.Ordinal);

    /// <summary>Answers by HTTP status.</summary>
    public SortedDictionary<int, long> Statuses { get; } = [];

    /// <summary>Could not be sent, or had no answer.</summary>
    public long NotSent { get; set; }

    /// <summary>Requests of an archive that are no webhooks.</summary>
    public long Skipped { get; set; }

    /// <summary>True when it ended before the recording did.</summary>
    public bool Stopped { get; set; }

    public double Seconds { get; set; }

    [JsonIgnore]
    public long Webhooks => (DryRun ? Providers.Values.Sum() : Statuses.Values.Sum()) + NotSent;

    public void Count(SentFile sent)
    {
        if (sent.Provider is { } provider && (sent.Status is not null || DryRun))
        {
            Providers[provider] = Providers.GetValueOrDefault(provider) + 1;
        }

        if (sent.Status is { } status)
        {
            Statuses[status] = Statuses.GetValueOrDefault(status) + 1;
        }
    }

    public override string ToString()
    {
        var providers = string.Join(", ", Providers.Select(static pair => Say($"{pair.Value} {pair.Key}")));
        var parts = new List<string>
        {
            DryRun ? Say($"Would send {Providers.Values.Sum()}{(Providers.Count > 0 ? $" ({providers})" : "")}")
                : Say($"Sent {Statuses.Values.Sum()}{(Providers.Count > 0 ? $" ({providers})" : "")} in {Seconds:0.0} s"),
        };
        parts.AddRange(Statuses.Select(static pair => Say($"{pair.Key}: {pair.Value}")));
        parts.Add(NotSent > 0 ? Say($"not sent: {NotSent}") : "");
        parts.Add(Skipped > 0 ? Say($"no webhooks: {Skipped}") : "");
        parts.Add(Stopped ? "stopped before the end" : "");
        return string.Join("; ", parts.Where(static part => part.Length > 0));
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The last line of <c>replay --json</c>.</summary>
internal sealed record ReplaySummaryLine(ReplaySummary Summary);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ReplaySummaryLine))]
internal sealed partial class ReplayJson : JsonSerializerContext;
