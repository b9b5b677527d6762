namespace OrderRelay.Faults.Simulation.World;

/// <summary>How a world is built: which of the two hosts it is like, how many processes work, how its queues behave.</summary>
internal sealed record WorldShape
{
    /// <summary>The processes share a broker and settle message by message, putting off by a copy; otherwise one process has it all.</summary>
    public required bool IsBroker { get; init; }

    public required int Workers { get; init; }

    /// <summary>Batches that one process handles at once.</summary>
    public required int Concurrency { get; init; }

    public required int BatchSize { get; init; }

    public required QueueTraits Queue { get; init; }

    public required QueueTraits NotificationQueue { get; init; }

    /// <summary>For so long things go wrong, and events come.</summary>
    public required TimeSpan Storm { get; init; }

    public static WorldShape Draw(Random random)
    {
        var broker = random.Next(2) == 0;
        var traits = new QueueTraits(
            TimeSpan.FromSeconds(random.Next(2) == 0 ? random.Next(2, 60) : 300),
            TimeSpan.FromSeconds(random.Next(3) == 0 ? random.Next(0, 30) : 600),
            MaxDeliveryCount: 10);
        return new()
        {
            IsBroker = broker,
            Workers = broker ? random.Next(1, 4) : 1,
            Concurrency = broker ? random.Next(1, 3) : 1,
            BatchSize = random.Next(1, 17),
            Queue = traits,
            NotificationQueue = broker ? traits : traits with { MaxDeliveryCount = int.MaxValue },
            Storm = TimeSpan.FromSeconds(Math.Pow(10, 1 + (random.NextDouble() * 2.3))),
        };
    }
}
