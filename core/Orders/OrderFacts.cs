using System.Text.Json;

namespace OrderRelay.Core.Orders;

/// <summary>
/// Who, where and what: everything an event says besides its move. Null means "not said"; laying one over another never
/// erases what was said before. Providers send "" for absent: their mapping turns that into null.
/// </summary>
public sealed record OrderFacts
{
    public static OrderFacts None { get; } = new();

    public Store? Store { get; init; }

    public OrderReferences? References { get; init; }

    /// <summary>How the order reaches its customer (<c>delivery</c>, <c>takeout</c>, <c>drive_thru</c>, …), lower case.</summary>
    public string? Kind { get; init; }

    /// <summary>Where the order was placed.</summary>
    public string? Channel { get; init; }

    /// <summary><c>PRIVATE-FLEET</c> or a carrier's name.</summary>
    public string? Carrier { get; init; }

    public string? PaymentStatus { get; init; }

    /// <summary>Grand total including tax, in the store's currency (providers send none).</summary>
    public decimal? Total { get; init; }

    public DateTimeOffset? PreparationStartedAt { get; init; }

    public DateTimeOffset? PreparationCompletedAt { get; init; }

    public Failure? Failure { get; init; }

    /// <summary>Personal: leads to a page about one customer.</summary>
    public string? TrackingLink { get; init; }

    public Recipient? Recipient { get; init; }

    public Driver? Driver { get; init; }

    /// <summary>Whatever the ordering system passed through; any JSON, of which null is "not said". Treated as personal.</summary>
    public JsonElement? CustomFields
    {
        get => PassedThrough?.Element;
        init => PassedThrough = PassedThrough.Of(value);
    }

    /// <summary><see cref="CustomFields"/> as they are kept.</summary>
    internal PassedThrough? PassedThrough { get; init; }

    /// <summary>What the event says about items. An order's own facts hold none: see <see cref="OrderState.Items"/>.</summary>
    public IReadOnlyList<ItemFacts>? Items { get; init; }

    /// <summary>
    /// These facts laid over <paramref name="earlier"/>: what is said here wins, what is not said stays. Items apart.
    /// Providers repeat themselves: for what is said again as it was nothing is made anew.
    /// </summary>
    public OrderFacts Over(OrderFacts earlier)
    {
        if (ReferenceEquals(this, None))
        {
            return earlier;
        }

        var both = new OrderFacts
        {
            Store = Store?.Over(earlier.Store) ?? earlier.Store,
            References = References?.Over(earlier.References) ?? earlier.References,
            Kind = Latest(Kind, earlier.Kind),
            Channel = Latest(Channel, earlier.Channel),
            Carrier = Latest(Carrier, earlier.Carrier),
            PaymentStatus = Latest(PaymentStatus, earlier.PaymentStatus),
            Total = Total ?? earlier.Total,
            PreparationStartedAt = PreparationStartedAt ?? earlier.PreparationStartedAt,
            PreparationCompletedAt = PreparationCompletedAt ?? earlier.PreparationCompletedAt,
            Failure = Failure?.Over(earlier.Failure) ?? earlier.Failure,
            TrackingLink = Latest(TrackingLink, earlier.TrackingLink),
            Recipient = Recipient?.Over(earlier.Recipient) ?? earlier.Recipient,
            Driver = Driver?.Over(earlier.Driver) ?? earlier.Driver,
            PassedThrough = PassedThrough?.Over(earlier.PassedThrough) ?? earlier.PassedThrough,
        };
        return both == earlier ? earlier : both;
    }

    /// <summary>The same facts without anything about a person. Free text written by a driver counts as personal.</summary>
    public OrderFacts WithoutPersonalData() => this with
    {
        Recipient = null,
        Driver = null,
        CustomFields = null,
        TrackingLink = null,
        Failure = Failure is null ? null : Failure with { DriverMessage = null },
    };

    private static string? Latest(string? said, string? earlier) => said is null || said == earlier ? earlier : said;
}
