using OrderRelay.Core.Orders;

namespace OrderRelay.Core.Providers.Captain;

/// <summary>Which track each of Captain.AI's events moves. An event name that is not listed here moves none.</summary>
internal static class CaptainMoves
{
    /// <summary>The field that an event cannot do without and that this one lacks; null when it is complete.</summary>
    public static string? Missing(string name, in JsonMembers data) => name switch
    {
        "order_status_updated" when DeliveryWord(in data) is null => "data.order_status",
        "order_preparation_updated" when data["status"u8].Word is null && data["order_status"u8].Word is null => "data.status",
        "item_status_updated" when data["item_uuid"u8].Id is null => "data.item_uuid",
        "item_status_updated" when data["item_status"u8].Word is null => "data.item_status",
        _ => null,
    };

    public static OrderMove Of(string name, in JsonMembers data) => name switch
    {
        "order_status_updated" => Delivery(DeliveryWord(in data)),
        "order_preparation_updated" => Preparation(in data),
        "item_status_updated" => Item(data["item_uuid"u8].Id, data["item_status"u8].Word),
        "order_assigned" => OrderMove.To(DeliveryStatus.Assigned, name),
        "order_unassigned" => OrderMove.To(DeliveryStatus.Pending, name),
        "job_delivery_status_updated" => Delivery(JobWord(in data)),
        _ => OrderMove.None(),
    };

    private static OrderMove Delivery(string? word)
        => CaptainStatuses.Delivery(word) is { } status ? OrderMove.To(status, word) : OrderMove.UnknownStatus(word);

    // Documented as status, sent as order_status: whichever holds a word of the kitchen's counts, the documented one first.
    private static OrderMove Preparation(in JsonMembers data)
    {
        var documented = data["status"u8].Word;
        if (CaptainStatuses.Preparation(documented) is { } status)
        {
            return OrderMove.To(status, documented);
        }

        var sent = data["order_status"u8].Word;
        return CaptainStatuses.Preparation(sent) is { } sentStatus
            ? OrderMove.To(sentStatus, sent)
            : OrderMove.UnknownStatus(documented ?? sent);
    }

    private static OrderMove Item(string? itemId, string? word)
        => CaptainStatuses.Preparation(word) is { } status
            ? OrderMove.To(status, word, itemId)
            : OrderMove.UnknownStatus(word, itemId: itemId);

    private static string? DeliveryWord(in JsonMembers data) => data["order_status"u8].Word ?? data["status"u8].Word;

    // The public pages name this event's statuses and not the field that holds them.
    private static string? JobWord(in JsonMembers data)
        => data["status"u8].Word ?? data["job_delivery_status"u8].Word ?? data["delivery_status"u8].Word ?? data["order_status"u8].Word;
}
