using OrderRelay.Core.Retention;

namespace OrderRelay.Core.Ports;

/// <summary>What retention asks of the desk.</summary>
public interface IDeadLetterExpiry
{
    /// <summary>Ends letters that were dead-lettered before an instant: those that nobody waits for any more
    /// (<see cref="LetterExpiry.EndsWhole"/>) are removed, the others lose their bodies.</summary>
    /// <param name="before">Dead-lettered before this.</param>
    /// <param name="at">When that was done, for letters that stay.</param>
    /// <param name="cursor">From the last page; null for the first.</param>
    /// <param name="limit">Looks at so many letters at most, from 1.</param>
    /// <param name="cancellationToken">Ends the page.</param>
    ValueTask<ExpiryPage> ExpireAsync(DateTimeOffset before, DateTimeOffset at, string? cursor, int limit, CancellationToken cancellationToken);
}
