using OrderRelay.Core.Ports;

namespace OrderRelay.Core.Pipeline;

/// <summary>Puts a letter away once a replay of it got where it was to go.</summary>
internal static class ReplayedLetter
{
    /// <exception cref="StoreUnavailableException">The desk is away: handle the replay again, which changes nothing but this.</exception>
    public static async ValueTask ResolveAsync(IDeadLetterStore desk, string letterId, string orderId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await desk.GetAsync(letterId, cancellationToken) is { Status: not DeadLetterStatus.Resolved } letter)
        {
            var resolved = letter with { Status = DeadLetterStatus.Resolved, ResolvedAt = now, OrderId = orderId };
            await desk.MarkAsync(letterId, letter.Status, resolved, cancellationToken);
        }
    }
}
