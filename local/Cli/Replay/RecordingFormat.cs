namespace OrderRelay.Local.Cli.Replay;

/// <summary>How webhooks were recorded.</summary>
internal enum RecordingFormat
{
    /// <summary>By the file's name: .har, .ndjson or .jsonl, anything else is one body; standard input is NDJSON.</summary>
    Auto,

    /// <summary>A file is one body.</summary>
    Body,

    /// <summary>A line is one body.</summary>
    Ndjson,

    /// <summary>An HTTP archive, as browsers and proxies save it.</summary>
    Har,
}
