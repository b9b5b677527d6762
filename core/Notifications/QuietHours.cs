namespace OrderRelay.Core.Notifications;

/// <summary>
/// Hours of the day, by the clock on the wall, in which nobody is disturbed. A window may go over midnight. Pure: time
/// comes in as an argument.
/// </summary>
/// <param name="From">Where they begin.</param>
/// <param name="To">Where they end, itself not quiet any more. Never equal to <paramref name="From"/>.</param>
/// <param name="Zone">Whose wall; null for the store's.</param>
public sealed record QuietHours(TimeOnly From, TimeOnly To, TimeZoneInfo? Zone)
{
    /// <summary>The first moment from <paramref name="now"/> on that is not quiet; <paramref name="now"/> itself when it is not.</summary>
    /// <param name="now">Any instant.</param>
    /// <param name="storeZone">Counts when the rule names no zone of its own.</param>
    public DateTimeOffset NextAllowed(DateTimeOffset now, TimeZoneInfo storeZone)
    {
        var zone = Zone ?? storeZone;
        if (!IsQuiet(now, zone))
        {
            return now;
        }

        var local = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        var overMidnight = From > To && TimeOnly.FromDateTime(local) >= From;
        var end = local.Date.AddDays(overMidnight ? 1 : 0) + To.ToTimeSpan();
        return InstantOf(DateTime.SpecifyKind(end, DateTimeKind.Unspecified), now, zone);
    }

    private bool IsQuiet(DateTimeOffset instant, TimeZoneInfo zone)
        => TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime).IsBetween(From, To);

    /// <summary>When the wall first shows <paramref name="end"/> after <paramref name="now"/>, on a day that may be changing its clocks.</summary>
    private DateTimeOffset InstantOf(DateTime end, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (zone.IsInvalidTime(end))
        {
            return FirstAllowed(now, new DateTimeOffset(end.AddDays(1), zone.GetUtcOffset(end.AddDays(1))), zone);
        }

        if (zone.IsAmbiguousTime(end))
        {
            var offsets = zone.GetAmbiguousTimeOffsets(end);
            var first = new DateTimeOffset(end, offsets.Max());
            return (first > now ? first : new DateTimeOffset(end, offsets.Min())).ToUniversalTime();
        }

        return new DateTimeOffset(end, zone.GetUtcOffset(end)).ToUniversalTime();
    }

    /// <summary>The clock jumps over the end: the jump itself ends the quiet. Clocks jump at whole minutes.</summary>
    private DateTimeOffset FirstAllowed(DateTimeOffset quiet, DateTimeOffset until, TimeZoneInfo zone)
    {
        var step = TimeSpan.FromMinutes(1);
        var allowed = quiet.AddTicks(-(quiet.Ticks % step.Ticks));
        while (allowed < until && (allowed <= quiet || IsQuiet(allowed, zone)))
        {
            allowed += step;
        }

        return allowed.ToUniversalTime();
    }
}
