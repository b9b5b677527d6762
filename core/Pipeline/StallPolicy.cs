using Microsoft.Extensions.Configuration;
using OrderRelay.Core.Orders;

namespace OrderRelay.Core.Pipeline;

/// <summary>When an order that has not ended counts as stalled: its provider has been silent for longer than this.</summary>
/// <param name="After">The longest silence that is normal.</param>
public sealed record StallPolicy(TimeSpan After)
{
    public static TimeSpan DefaultAfter { get; } = TimeSpan.FromHours(2);

    /// <summary>Reads <c>Orders:StalledAfter</c> (<c>02:00:00</c>).</summary>
    /// <exception cref="ArgumentException">The setting is no positive time span.</exception>
    public static StallPolicy From(IConfiguration configuration)
    {
        var text = configuration["Orders:StalledAfter"];
        return string.IsNullOrWhiteSpace(text) ? new(DefaultAfter)
            : TimeSpan.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var after) && after > TimeSpan.Zero ? new StallPolicy(after)
            : throw new ArgumentException("Orders:StalledAfter is a positive time span, such as 02:00:00 for two hours", nameof(configuration));
    }

    public bool IsStalled(OrderState state, DateTimeOffset now) => !state.Ended && now - state.LastEventAt > After;
}
