using Microsoft.Extensions.Logging;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using OrderRelay.Core.Telemetry;

namespace OrderRelay.Core.Retention;

/// <summary>
/// Ends what was kept for as long as configuration says. One call is one page, so that a host decides how fast it goes and may stop
/// between any two; what a page did stays done, and sweeping it again does nothing.
/// </summary>
public sealed class SweepRetention(
    RetentionOptions options, RetentionStores stores, RelayTelemetry telemetry, TimeProvider time, ILogger<SweepRetention> logger)
{
    /// <summary>Rows that one page looks at.</summary>
    public const int PageSize = 100;

    /// <summary>Sweeps one page.</summary>
    /// <returns>Where the next one begins; null at the end of the sweep.</returns>
    /// <exception cref="StoreUnavailableException">The same page may be swept again later.</exception>
    public async ValueTask<RetentionMark?> HandleAsync(RetentionMark mark, CancellationToken cancellationToken)
    {
        if (AgeOf(mark.Kind) is not { } age)
        {
            return Behind(mark.Kind);
        }

        var now = time.GetUtcNow();
        var before = age < now - DateTimeOffset.MinValue ? now - age : DateTimeOffset.MinValue;
        var page = await SweepAsync(mark, before, now, cancellationToken);
        if (page.Expired > 0)
        {
            telemetry.Expired(mark.Kind, page.Expired);
            logger.Expired(mark.Kind, page.Expired, before);
        }

        return page.Cursor is null ? Behind(mark.Kind) : mark with { Cursor = page.Cursor };
    }

    private ValueTask<ExpiryPage> SweepAsync(RetentionMark mark, DateTimeOffset before, DateTimeOffset now, CancellationToken cancellationToken) => mark.Kind switch
    {
        RetentionKind.PersonalData => EraseAsync(mark.Cursor, before, now, cancellationToken),
        RetentionKind.RawBodies => stores.Orders.ExpireBodiesAsync(before, mark.Cursor, PageSize, cancellationToken),
        RetentionKind.DeadLetters => stores.Letters.ExpireAsync(before, now, mark.Cursor, PageSize, cancellationToken),
        _ => stores.Notifications.ExpireAsync(before, mark.Cursor, PageSize, cancellationToken),
    };

    private async ValueTask<ExpiryPage> EraseAsync(string? cursor, DateTimeOffset before, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var aged = await stores.Orders.FindAgedAsync(before, cursor, PageSize, cancellationToken);
        foreach (var order in aged.Orders)
        {
            _ = await stores.Erase.HandleAsync(order, now, cancellationToken);
        }

        return new(aged.Orders.Count, aged.Cursor);
    }

    private TimeSpan? AgeOf(RetentionKind kind) => kind switch
    {
        RetentionKind.PersonalData => options.PersonalData,
        RetentionKind.RawBodies => options.RawBodies,
        RetentionKind.DeadLetters => options.DeadLetters,
        _ => options.Notifications,
    };

    private static RetentionMark? Behind(RetentionKind kind) => kind is RetentionKind.Notifications ? null : new(kind + 1, null);
}
