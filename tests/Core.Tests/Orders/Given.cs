using OrderRelay.Core.Orders;

namespace OrderRelay.Core.Tests.Orders;

/// <summary>Events in one line each: what moved, at which minute. Two events differ in identity unless a test says otherwise.</summary>
internal static class Given
{
    public static readonly OrderKey Key = new("captain", "4f1c");

    public static DateTimeOffset Minute(double minute)
        => new DateTimeOffset(2022, 4, 28, 12, 0, 0, TimeSpan.Zero).AddMinutes(minute);

    public static OrderEvent Event(double minute, OrderMove move, OrderFacts? facts = null, string? id = null, string content = "c0") => new()
    {
        Order = Key,
        Identity = new(id ?? $"{minute}:{move}"),
        Content = new(content),
        Name = "order_status_updated",
        OccurredAt = Minute(minute),
        OccurredAtText = InstantConverter.Write(Minute(minute)),
        Move = move,
        Facts = facts ?? OrderFacts.None,
    };

    public static OrderEvent Delivery(double minute, DeliveryStatus status, OrderFacts? facts = null, string? id = null, string content = "c0")
        => Event(minute, OrderMove.To(status, status.ToString()), facts, id, content);

    public static OrderEvent Kitchen(double minute, PreparationStatus status, string? item = null, string? id = null)
        => Event(minute, OrderMove.To(status, status.ToString(), item), id: id);

    public static OrderEvent Says(double minute, OrderFacts facts, string? id = null)
        => Event(minute, OrderMove.None(), facts, id ?? $"says-{minute}");

    public static OrderEvent Snapshot(double minute, params (string Id, PreparationStatus? Status)[] items)
        => Says(minute, new() { Items = [.. items.Select(item => new ItemFacts { Id = item.Id, Status = item.Status })] });

    public static OrderEvent Unknown(double minute, string word)
        => Event(minute, OrderMove.UnknownStatus(word), id: $"unknown-{minute}-{word}");

    public static Folded Fold(params OrderEvent[] events) => OrderProjection.Fold(events);

    public static OrderState State(params OrderEvent[] events) => Fold(events).State;

    public static Verdict[] Verdicts(params OrderEvent[] events) => [.. Fold(events).Timeline.Select(decided => decided.Decision.Verdict)];
}
