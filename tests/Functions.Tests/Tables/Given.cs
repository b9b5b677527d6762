using System.Text;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;

namespace OrderRelay.Functions.Tests.Tables;

/// <summary>Orders, events and changes in a line each.</summary>
internal static class Given
{
    public static readonly DateTimeOffset Noon = new(2025, 3, 13, 12, 0, 0, TimeSpan.Zero);

    public static OrderKey Key(string id = "o-1") => new("captain", id);

    public static OrderEvent Event(
        OrderKey key, int minute, DeliveryStatus status = DeliveryStatus.PickedUp, string? id = null, OrderFacts? facts = null, string content = "c0") => new()
        {
            Order = key,
            Identity = new(id ?? $"{minute}:{status}"),
            Content = new(content),
            Name = "order_status_updated",
            OccurredAt = Noon.AddMinutes(minute),
            OccurredAtText = InstantConverter.Write(Noon.AddMinutes(minute)),
            Move = OrderMove.To(status, status.ToString()),
            Facts = facts ?? OrderFacts.None,
        };

    public static EventRow Row(OrderEvent @event, string? raw = null) => new()
    {
        Event = @event,
        Arrival = new() { ReceivedAt = Noon, ProjectedAt = Noon, LastReceivedAt = Noon },
        Raw = Encoding.UTF8.GetBytes(raw ?? $"{{\"id\":\"{@event.Identity}\"}}"),
    };

    /// <summary>The change that these events make to an order, folded from nothing or onto what is stored.</summary>
    public static OrderChange Change(StoredOrder? stored, params EventRow[] rows)
    {
        var state = stored?.State;
        foreach (var row in rows)
        {
            (state, _) = OrderProjection.Step(state, row.Event);
        }

        return new() { State = state!, ExpectedVersion = stored?.Version, Insert = rows, ErasedAt = stored?.ErasedAt };
    }

    public static OrderFacts Facts(string? store = null, string? number = null, string? partner = null) => new()
    {
        Store = store is null ? null : new() { Id = store },
        References = new() { OrderNumber = number, PartnerOrderId = partner },
    };

    public static async Task<StoredOrder?> LoadOneAsync(this IOrderStore store, OrderKey key) => (await store.LoadAsync([key], default))[0];

    public static async Task<CommitResult> CommitOneAsync(this IOrderStore store, OrderChange change) => (await store.CommitAsync([change], default))[0];
}
