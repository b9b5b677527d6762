namespace OrderRelay.Local.Demo;

/// <summary>Everything that a lunch hour will send, and what must come of it.</summary>
/// <param name="Seed">Makes this very plan again.</param>
/// <param name="Requests">In the order of sending.</param>
/// <param name="Orders">The generated orders with their truth.</param>
internal sealed record LunchHourPlan(int Seed, IReadOnlyList<PlannedRequest> Requests, IReadOnlyList<PlannedOrder> Orders)
{
    /// <summary>How many requests of each kind there are.</summary>
    public IReadOnlyDictionary<RequestKind, int> ByKind { get; } = Requests
        .GroupBy(static request => request.Kind)
        .ToDictionary(static group => group.Key, static group => group.Count());

    /// <summary>How many requests a relay in order accepts.</summary>
    public int ExpectedAccepted { get; } = Requests.Count(static request => request.ExpectedStatus == 202);
}
