using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Providers;

namespace OrderRelay.Contracts.Providers;

/// <summary>What a provider's scan and its mapping say of one and the same body, whatever it is.</summary>
internal static class ProviderAgreement
{
    public static void Check(IProvider provider, byte[] body)
    {
        var scan = provider.Scan(body);
        var mapped = provider.Map(body);
        Assert.Equal(scan.Status is ScanStatus.NotJson, mapped.Failure is DeadLetterReason.NotJson);
        Assert.Equal(mapped.Event is null, mapped.Failure is not null);
        if (mapped.Event is { } @event)
        {
            Assert.Equal(ScanStatus.Recognised, scan.Status);
            Assert.Equal(scan.Identity, @event.Identity);
            Assert.Equal(scan.OrderId, @event.Order.OrderId);
            Assert.Equal(scan.EventName, @event.Name);
            CheckStorable(@event);
        }
        else if (scan.Status is ScanStatus.Recognised)
        {
            Assert.Equal(DeadLetterReason.InvalidField, mapped.Failure);
        }
    }

    private static void CheckStorable(OrderEvent @event)
    {
        var stored = OrderJson.Write(@event);
        Assert.Equal(stored, OrderJson.Write(OrderJson.ReadEvent(stored)));
    }
}
