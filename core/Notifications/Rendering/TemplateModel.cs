using System.Globalization;
using OrderRelay.Core.Orders;

namespace OrderRelay.Core.Notifications.Rendering;

/// <summary>
/// What templates may say: a flat table of words, so that a template can reach nothing else. What is not known is not in
/// it. Every value from outside is one short line.
/// </summary>
internal static class TemplateModel
{
    /// <summary>What <see cref="OrderFacts.Carrier"/> says of a store that delivers itself.</summary>
    private const string OwnFleet = "PRIVATE-FLEET";

    /// <summary>What the list below a message's first sentence shows.</summary>
    private static readonly string[] Details = ["storeName", "carrier", "driverFirstName", "itemsTotal", "failureMessage", "trackingLink"];

    /// <param name="request">What is to be told.</param>
    /// <param name="state">The order as it stands.</param>
    /// <param name="now">When it is told.</param>
    /// <param name="zone">The store's.</param>
    public static Dictionary<string, object?> Of(NotificationRequest request, OrderState state, DateTimeOffset now, TimeZoneInfo zone)
    {
        var facts = state.Facts;
        var model = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["status"] = Words(StatusNames.Of(state.Headline)),
            ["change"] = Change.Of(request.Change).Words,
            ["statusSince"] = Clock(state.HeadlineSince, now, zone),
            ["changedAt"] = Clock(ChangeTime.Of(request, state), now, zone),
            ["lastEventAt"] = Clock(state.LastEventAt, now, zone),
            ["silentFor"] = Duration(now - state.LastEventAt),
        };
        Add(model, "orderNumber", facts.References?.OrderNumber ?? facts.References?.PartnerOrderId ?? facts.References?.TrackingCode ?? state.Key.OrderId);
        Add(model, "provider", state.Key.Provider);
        Add(model, "storeName", facts.Store?.Name);
        Add(model, "carrier", facts.Carrier is OwnFleet ? null : facts.Carrier);
        Add(model, "driverFirstName", facts.Driver?.Name?.Trim().Split(' ', 2)[0]);
        Add(model, "trackingLink", Link(facts.TrackingLink));
        Add(model, "failureMessage", WentWrong(state.Headline) ? facts.Failure?.Message : null);
        AddItems(model, state.Items);
        model["hasDetails"] = Details.Any(model.ContainsKey);
        return model;
    }

    private static void Add(Dictionary<string, object?> model, string name, string? value)
    {
        if (value is not null && SingleLine.Of(value) is { Length: > 0 } line)
        {
            model[name] = line;
        }
    }

    // A failed attempt stays among the facts; on an order that was delivered after all it would confuse.
    private static bool WentWrong(Headline headline) => headline is Headline.AttemptFailed or Headline.Returning or Headline.NeedsAttention
        or Headline.ClosedUnconfirmed or Headline.Failed or Headline.Cancelled or Headline.Returned;

    private static void AddItems(Dictionary<string, object?> model, IReadOnlyList<ItemState> items)
    {
        var begun = items.Count(static item => item.Status is not null);
        if (begun > 0)
        {
            model["itemsPrepared"] = items.Count(static item => item.Status is PreparationStatus.Prepared).ToString(CultureInfo.InvariantCulture);
            model["itemsTotal"] = items.Count.ToString(CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Only a web address may become a link: other schemes run code where they are clicked.</summary>
    private static string? Link(string? text)
        => Uri.TryCreate(text?.Trim(), UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
            && url.AbsoluteUri.Length <= 250 ? url.AbsoluteUri : null;

    private static string Words(string name) => name.Replace('_', ' ');

    /// <summary>The store's clock; the day too when it is not today's, and the zone when nobody configured one.</summary>
    private static string Clock(DateTimeOffset instant, DateTimeOffset now, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(instant, zone);
        var text = local.ToString(local.Date == TimeZoneInfo.ConvertTime(now, zone).Date ? "HH:mm" : "HH:mm 'on' d MMMM yyyy", CultureInfo.InvariantCulture);
        return zone == TimeZoneInfo.Utc ? text.Insert("HH:mm".Length, " UTC") : text;
    }

    private static string Duration(TimeSpan span)
        => span >= TimeSpan.FromDays(2) ? Count((int)span.TotalDays, "day")
            : span >= TimeSpan.FromHours(2) ? Count((int)span.TotalHours, "hour")
            : Count(Math.Max(0, (int)span.TotalMinutes), "minute");

    private static string Count(int number, string unit) => number == 1 ? $"1 {unit}" : $"{number.ToString(CultureInfo.InvariantCulture)} {unit}s";
}
