using System.Text.Json;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;

namespace OrderRelay.Core.Notifications;

/// <summary>Whether a change may still be told when its turn comes: never "on its way" after "delivered". Pure.</summary>
public static class NotificationTruth
{
    /// <summary>True while the order stands where the change put it. A verdict about an event stays true.</summary>
    public static bool IsTrue(string change, EventIdentity @event, OrderState state, StallPolicy stall, DateTimeOffset now)
    {
        if (change == Happening.StalledChange)
        {
            return state.Last.Identity == @event && stall.IsStalled(state, now);
        }

        var colon = change.IndexOf(':', StringComparison.Ordinal);
        var status = change[(colon + 1)..];
        return change[..Math.Max(colon, 0)] switch
        {
            "headline" => StatusNames.Of(state.Headline) == status,
            "delivery" => state.Delivery is { } delivery && StatusNames.Of(delivery.Status) == status,
            "preparation" => state.Preparation is { } preparation && StatusNames.Of(preparation.Status) == status,
            "item" => AnyItem(state.Items, status),
            _ => true,
        };
    }

    /// <summary>Whether the custom fields hold the key with <c>true</c>, as JSON or as text; as an object, or as an array
    /// of objects with <c>name</c> and <c>value</c>. An erased order has none, so nothing is consented to any more.</summary>
    public static bool HasConsent(JsonElement? fields, string key) => fields switch
    {
        { ValueKind: JsonValueKind.Object } map => map.TryGetProperty(key, out var value) && IsTrue(value),
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().Any(field => Named(field, key)),
        _ => false,
    };

    private static bool Named(JsonElement field, string key)
        => field.ValueKind is JsonValueKind.Object
            && field.TryGetProperty("name", out var name) && name.ValueKind is JsonValueKind.String && name.ValueEquals(key)
            && field.TryGetProperty("value", out var value) && IsTrue(value);

    private static bool IsTrue(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.String => string.Equals(value.GetString(), "true", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    private static bool AnyItem(IReadOnlyList<ItemState> items, string status)
    {
        foreach (var item in items)
        {
            if (item.Status is { } at && StatusNames.Of(at) == status)
            {
                return true;
            }
        }

        return false;
    }
}
