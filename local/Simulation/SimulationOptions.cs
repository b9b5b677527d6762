namespace OrderRelay.Local.Simulation;

/// <summary>What the <c>simulate</c> verb was asked for.</summary>
internal sealed record SimulationOptions
{
    public required ReceiverAddress To { get; init; }

    public required TrafficOptions Traffic { get; init; }

    /// <summary>Null when only the duration ends the run.</summary>
    public long? Orders { get; init; }

    /// <summary>After which nothing new is sent; null when only the orders end the run.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Requests per second; null for as fast as answers come.</summary>
    public double? Rate { get; init; }

    public int Connections { get; init; } = 16;

    /// <summary>How long a provider waits for an answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Null for each provider's own rule.</summary>
    public RetryRule? RetryLike { get; init; }

    /// <summary>How much faster than in life retries come.</summary>
    public double RetrySpeed { get; init; } = 60;

    /// <summary>Compare every order with what is true of it.</summary>
    public bool Verify { get; init; }

    /// <summary>How long the pipeline may take to settle after the last answer.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a difference may last once the relay has nothing queued any more.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>For programs: one JSON document.</summary>
    public bool Json { get; init; }
}
