using OrderRelay.Local.Hosting;

namespace OrderRelay.Local.Cli;

/// <summary>What the <c>send</c> verb was asked for.</summary>
internal sealed record SendOptions
{
    public const string StandardInput = "-";

    public static Uri DefaultUrl { get; } = new($"http://127.0.0.1:{RelayHostOptions.DefaultPort}");

    /// <summary>Files of one body each; <c>-</c> for standard input.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    public Uri Url { get; init; } = DefaultUrl;

    /// <summary>Null to tell it from each body.</summary>
    public string? Provider { get; init; }

    /// <summary>Null to look for the development tokens of a relay on this machine.</summary>
    public string? Token { get; init; }

    /// <summary>The data folder of a relay on this machine.</summary>
    public string DataFolder { get; init; } = RelayHostOptions.DefaultDataFolder;

    public bool Json { get; init; }
}
