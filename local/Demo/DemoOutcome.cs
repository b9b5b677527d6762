namespace OrderRelay.Local.Demo;

/// <summary>What a play came to.</summary>
/// <param name="Plan">What was to be sent.</param>
/// <param name="Played">What was sent, with its answers.</param>
/// <param name="Picture">What the relay shows in the end.</param>
/// <param name="Missing">What is not as it must be, in sentences; empty when everything is accounted for.</param>
internal sealed record DemoOutcome(LunchHourPlan Plan, IReadOnlyCollection<PlayedRequest> Played, RelayPicture Picture, IReadOnlyList<string> Missing)
{
    public bool IsAccountedFor => Missing.Count == 0;

    /// <summary>The requests that were refused, in the order of sending.</summary>
    public IEnumerable<PlayedRequest> Refused => Played
        .Where(static request => !request.Reply.IsAccepted)
        .OrderBy(static request => request.Planned.DelayFromStart);

    /// <summary>From a request's first byte to its answer's last, as the sender saw it.</summary>
    public TimeSpan RoundTrip(double quantile)
    {
        var sorted = Played.Select(static request => request.Reply.Elapsed).Order().ToArray();
        return sorted.Length == 0 ? TimeSpan.Zero : sorted[(int)Math.Ceiling(quantile * sorted.Length) - 1];
    }
}
