using System.Security.Cryptography;
using System.Text;
using OrderRelay.Core.Orders;

namespace OrderRelay.Core.Notifications;

/// <summary>
/// A request's id, and with it its receiver's idempotency key: made from what is told to whom, so that requesting it again
/// makes no second one. The change is part of it because one event may be told of twice by one rule: when it moves
/// the order, and when the order then stalls at it.
/// </summary>
public static class NotificationId
{
    private const int HashBytes = 16;

    public static string Of(OrderKey order, EventIdentity @event, string rule, string channel, string change)
    {
        // Lengths first: no two lists of parts are written alike.
        var text = new StringBuilder();
        foreach (var part in (ReadOnlySpan<string>)[order.Provider, order.OrderId, @event.Value, rule, channel, change])
        {
            _ = text.Append(part.Length).Append(':').Append(part);
        }

        return "ntf_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, HashBytes));
    }
}
