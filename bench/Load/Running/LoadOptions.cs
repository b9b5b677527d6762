using OrderRelay.Load.Http;

namespace OrderRelay.Load.Running;

/// <summary>What to send, how fast, how long.</summary>
internal sealed record LoadOptions
{
    public required LoopbackTarget Target { get; init; }

    public string Provider { get; init; } = "captain";

    public AuthKind Auth { get; init; } = AuthKind.Token;

    /// <summary>The header of the credential; null for the provider's own.</summary>
    public string? Header { get; init; }

    /// <summary>The token, or the key of the signature.</summary>
    public string? Credential { get; init; }

    public int Connections { get; init; } = 64;

    public int Threads { get; init; } = 1;

    /// <summary>Length of the measured window.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan Warmup { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Measured requests at most; null when only the duration bounds the run.</summary>
    public long? Requests { get; init; }

    /// <summary>Requests per second of an open loop; null for a closed loop.</summary>
    public double? Rate { get; init; }

    /// <summary>How long one request may take, and how long answers are awaited after the window.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    public ulong Seed { get; init; } = 1;

    /// <summary>Orders that are open at one time.</summary>
    public int Orders { get; init; } = 10_000;

    public bool RepeatOrders { get; init; }

    public int? BodySize { get; init; }

    /// <summary>The server's processes, to read their use of the machine and that of all their children.</summary>
    public IReadOnlyList<int> ServerPids { get; init; } = [];

    /// <summary>Where the server tells how many events it has projected; null when nothing is to be known of it.</summary>
    public Uri? Stats { get; init; }

    /// <summary>How long to wait after the window until all that was accepted is projected.</summary>
    public TimeSpan CatchUp { get; init; } = TimeSpan.FromSeconds(60);
}

/// <summary>How requests prove where they come from.</summary>
internal enum AuthKind
{
    /// <summary>A secret in a header, as it is.</summary>
    Token,

    /// <summary>HMAC-SHA256 over the body in a header, lower-case hex.</summary>
    Hmac,

    /// <summary>No credential.</summary>
    None,
}
