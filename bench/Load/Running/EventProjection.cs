namespace OrderRelay.Load.Running;

/// <summary>From when the window began until all that was accepted had its effect.</summary>
internal sealed record EventProjection
{
    /// <summary>Events projected meanwhile, those among them that the warm-up had left waiting.</summary>
    public required long Events { get; init; }

    public required double Seconds { get; init; }

    public required double EventsPerSecond { get; init; }

    /// <summary>The server's, from receiving an event to its effect.</summary>
    public double? ServerCpuMicrosecondsPerEvent { get; init; }

    public double? ServerMegabytes { get; init; }

    /// <summary>That the server had the disk read, in 10^3 bytes: what was not in the machine's memory any more.</summary>
    public double? ServerReadKilobytesPerEvent { get; init; }

    public double? ServerWrittenKilobytesPerEvent { get; init; }

    /// <summary>False when the time allowed ended first: the rate is then that of the time allowed.</summary>
    public required bool Complete { get; init; }
}
