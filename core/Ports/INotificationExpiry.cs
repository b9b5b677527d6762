namespace OrderRelay.Core.Ports;

/// <summary>What retention asks of the notification log.</summary>
public interface INotificationExpiry
{
    /// <summary>Removes entries that were requested before an instant.</summary>
    /// <param name="before">Requested before this.</param>
    /// <param name="cursor">From the last page; null for the first.</param>
    /// <param name="limit">Looks at so many entries at most, from 1.</param>
    /// <param name="cancellationToken">Ends the page.</param>
    ValueTask<ExpiryPage> ExpireAsync(DateTimeOffset before, string? cursor, int limit, CancellationToken cancellationToken);
}
