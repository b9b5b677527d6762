using System.Globalization;
using OrderRelay.Core.Notifications;

namespace OrderRelay.Core.Tests.Notifications;

public sealed class QuietHoursTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("22:00", "08:00", "2026-01-10T20:59:59Z", "2026-01-10T20:59:59Z")]
    [InlineData("22:00", "08:00", "2026-01-10T21:00:00Z", "2026-01-11T07:00:00Z")]
    [InlineData("22:00", "08:00", "2026-01-10T23:30:00Z", "2026-01-11T07:00:00Z")]
    [InlineData("22:00", "08:00", "2026-01-11T06:59:59Z", "2026-01-11T07:00:00Z")]
    [InlineData("22:00", "08:00", "2026-01-11T07:00:00Z", "2026-01-11T07:00:00Z")]
    [InlineData("13:00", "15:00", "2026-01-10T12:30:00Z", "2026-01-10T14:00:00Z")]
    [InlineData("13:00", "15:00", "2026-01-10T14:00:00Z", "2026-01-10T14:00:00Z")]
    [InlineData("22:00", "00:00", "2026-01-10T22:30:00Z", "2026-01-10T23:00:00Z")]
    // Clocks go forward on 29 March at 01:00Z: the night is an hour shorter, and 02:30 is on no wall.
    [InlineData("22:00", "08:00", "2026-03-28T22:00:00Z", "2026-03-29T06:00:00Z")]
    [InlineData("22:00", "02:30", "2026-03-28T22:00:00Z", "2026-03-29T01:00:00Z")]
    // Clocks go back on 25 October at 01:00Z: the night is an hour longer, and 02:30 comes twice.
    [InlineData("22:00", "08:00", "2026-10-24T21:00:00Z", "2026-10-25T07:00:00Z")]
    [InlineData("22:00", "02:30", "2026-10-24T21:00:00Z", "2026-10-25T00:30:00Z")]
    [InlineData("22:00", "02:30", "2026-10-25T01:10:00Z", "2026-10-25T01:30:00Z")]
    public void Next_allowed_moment_is_the_first_that_the_wall_clock_allows(string from, string to, string now, string allowed)
        => Assert.Equal(Instant(allowed), Hours(from, to).NextAllowed(Instant(now), Berlin));

    /// <summary>The definition, minute by minute, over both changes of the clocks and every window of half hours.</summary>
    [Fact]
    public void Every_moment_of_a_changing_day_agrees_with_looking_at_the_wall()
    {
        foreach (var day in (DateTimeOffset[])[Instant("2026-03-28T20:00:00Z"), Instant("2026-10-24T20:00:00Z"), Instant("2026-06-01T20:00:00Z")])
        {
            for (var window = 0; window < 48 * 48; window += 7)
            {
                var (from, to) = (TimeOnly.MinValue.AddMinutes(window / 48 * 30), TimeOnly.MinValue.AddMinutes(window % 48 * 30));
                if (from != to)
                {
                    Agree(new(from, to, null), day.AddMinutes(window * 13 % 900));
                }
            }
        }
    }

    [Fact]
    public void Zone_of_the_rule_counts_before_the_stores()
    {
        var hours = new QuietHours(new(22, 0), new(8, 0), TimeZoneInfo.FindSystemTimeZoneById("America/Sao_Paulo"));

        Assert.Equal(Instant("2026-01-11T11:00:00Z"), hours.NextAllowed(Instant("2026-01-11T07:30:00Z"), Berlin));
    }

    private static void Agree(QuietHours hours, DateTimeOffset now)
    {
        var seen = now;
        while (TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(seen, Berlin).DateTime).IsBetween(hours.From, hours.To))
        {
            seen = seen.AddMinutes(1);
        }

        Assert.True(seen == hours.NextAllowed(now, Berlin), $"{hours.From} to {hours.To} at {now:O}: {seen:O}, not {hours.NextAllowed(now, Berlin):O}");
    }

    private static QuietHours Hours(string from, string to)
        => new(TimeOnly.Parse(from, CultureInfo.InvariantCulture), TimeOnly.Parse(to, CultureInfo.InvariantCulture), null);

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
