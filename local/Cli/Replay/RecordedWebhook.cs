namespace OrderRelay.Local.Cli.Replay;

/// <summary>One webhook of a recording, or what is wrong with its place in it.</summary>
/// <param name="Name">Its file, and its line where it has one.</param>
/// <param name="Provider">Whose it is, where the recording says so.</param>
/// <param name="Body">The body, byte for byte.</param>
internal sealed record RecordedWebhook(string Name, string? Provider, ReadOnlyMemory<byte> Body)
{
    /// <summary>The most a relay takes; nothing larger is kept in memory.</summary>
    public const int MaxBodyBytes = Core.Pipeline.ReceiveWebhook.MaxBodyBytes;

    /// <summary>The credential that was recorded with it. Never printed.</summary>
    public string? Credential { get; init; }

    /// <summary>Why it cannot be sent.</summary>
    public string? Problem { get; init; }

    /// <summary>It is no webhook at all, as most of a browser's recording.</summary>
    public bool IsSomethingElse { get; init; }

    public static RecordedWebhook Broken(string name, string problem) => new(name, null, default) { Problem = problem };

    public static RecordedWebhook TooLarge(string name)
        => Broken(name, FormattableString.Invariant($"It has more than {MaxBodyBytes} bytes, which is more than a relay takes."));

    public override string ToString() => Name;
}
