namespace OrderRelay.Local.Cli.Replay;

/// <summary>What the <c>replay</c> verb was asked for.</summary>
internal sealed record ReplayOptions
{
    /// <summary>Files and folders; <c>-</c> for standard input.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>Where to, as whom and with what.</summary>
    public required SendOptions Send { get; init; }

    public RecordingFormat Format { get; init; }

    /// <summary>Webhooks per second, at most; null for as fast as the relay answers.</summary>
    public double? Rate { get; init; }

    /// <summary>Read and check everything, send nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>Send the credentials of the archive in place of the known ones.</summary>
    public bool WithRecordedCredentials { get; init; }
}
