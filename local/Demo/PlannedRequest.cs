namespace OrderRelay.Local.Demo;

/// <summary>One webhook that the lunch hour sends.</summary>
internal sealed record PlannedRequest
{
    /// <summary>When it is sent, counted from the beginning of the play.</summary>
    public required TimeSpan DelayFromStart { get; init; }

    public required string Provider { get; init; }

    public required ReadOnlyMemory<byte> Body { get; init; }

    public required RequestKind Kind { get; init; }

    /// <summary>Names the distinct event: its duplicates and retries share it, nothing else does.</summary>
    public required string EventKey { get; init; }

    /// <summary>The order whose timeline must show it; null when it belongs on the dead-letter desk, or nowhere.</summary>
    public string? OrderId { get; init; }

    public bool HasRightToken => Kind is not RequestKind.WrongToken;

    /// <summary>The answer that a relay in order gives.</summary>
    public int ExpectedStatus => Kind switch
    {
        RequestKind.WrongToken => 401,
        RequestKind.Junk => 400,
        _ => 202,
    };
}
