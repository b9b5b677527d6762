using System.Collections.Frozen;

namespace OrderRelay.Local.Simulation;

/// <summary>
/// What each provider's words mean, written down once more. The receiver has tables of its own, and this is here to
/// contradict them when they are wrong: so it must not be built from them.
/// </summary>
internal static class ProviderWords
{
    private static readonly FrozenDictionary<string, int> Ranks = new Dictionary<string, int>
    {
        ["created"] = 10,
        ["pending"] = 15,
        ["assigned"] = 20,
        ["at_pickup"] = 30,
        ["picked_up"] = 40,
        ["in_transit"] = 45,
        ["out_for_delivery"] = 50,
        ["attempt_failed"] = 65,
        ["returning"] = 70,
        ["needs_attention"] = 75,
        ["closed_unconfirmed"] = 80,
        ["failed"] = 85,
        ["cancelled"] = 85,
        ["returned"] = 90,
        ["delivered"] = 95,
        ["not_started"] = 10,
        ["suggested"] = 15,
        ["preparing"] = 20,
        ["prepared"] = 30,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> CaptainDeliveries = new Dictionary<string, string>
    {
        ["order_status_updated in_progress"] = "picked_up",
        ["order_status_updated completed"] = "delivered",
        ["order_status_updated failed"] = "failed",
        ["order_status_updated cancelled"] = "cancelled",
        ["order_status_updated auto_closed"] = "closed_unconfirmed",
        ["order_status_updated not_dispatched"] = "closed_unconfirmed",
        ["order_assigned "] = "assigned",
        ["order_unassigned "] = "pending",
        ["job_delivery_status_updated unassigned_to_driver"] = "pending",
        ["job_delivery_status_updated assigned_to_driver"] = "assigned",
        ["job_delivery_status_updated assigned_and_accepted_by_driver"] = "assigned",
        ["job_delivery_status_updated collected"] = "picked_up",
        ["job_delivery_status_updated dropped_off"] = "delivered",
        ["job_delivery_status_updated returning_to_pickup_with_delivery"] = "returning",
        ["job_delivery_status_updated auto_closed"] = "closed_unconfirmed",
        ["job_delivery_status_updated failed"] = "failed",
        ["job_delivery_status_updated cancelled"] = "cancelled",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> KitchenWords = new Dictionary<string, string>
    {
        ["not_being_prepared"] = "not_started",
        ["suggested"] = "suggested",
        ["being_prepared"] = "preparing",
        ["prepared"] = "prepared",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> AbbiamoDeliveries = new Dictionary<string, string>
    {
        ["CREATED"] = "created",
        ["SCHEDULED"] = "created",
        ["PENDING"] = "pending",
        ["HANDLING"] = "pending",
        ["DISPATCHED"] = "assigned",
        ["COLLECTED"] = "picked_up",
        ["IN_TRANSIT"] = "in_transit",
        ["IN_TRANSIT COLLECTING"] = "at_pickup",
        ["START_DELIVERY"] = "out_for_delivery",
        ["FAILED"] = "attempt_failed",
        ["VISIT_LATER"] = "attempt_failed",
        ["RETURNING"] = "returning",
        ["RETURNED"] = "returned",
        ["MANUAL_HANDLE"] = "needs_attention",
        ["ORDER_FAILED"] = "failed",
        ["CANCELED"] = "cancelled",
        ["SUCCESSFUL"] = "delivered",
    }.ToFrozenDictionary();

    /// <summary>Rank in the lifecycle; 0 for no status.</summary>
    public static int Rank(string? status) => status is not null && Ranks.TryGetValue(status, out var rank) ? rank : 0;

    /// <summary>Which track a step moves, and where to; neither for a side fact and for a word that no table knows.</summary>
    public static (Track Track, string? Status) Meaning(StoryStep step) => step.EventName switch
    {
        "ORDER_STATUS_CHANGE" => (Track.Delivery, AbbiamoDeliveries.GetValueOrDefault($"{step.Status} {step.Substatus}") ?? AbbiamoDeliveries.GetValueOrDefault(step.Status ?? "")),
        "order_preparation_updated" => (Track.Preparation, KitchenWords.GetValueOrDefault(step.Status ?? "")),
        "item_status_updated" => (Track.Item, KitchenWords.GetValueOrDefault(step.Status ?? "")),
        _ => (Track.Delivery, CaptainDeliveries.GetValueOrDefault($"{step.EventName} {step.Status}")),
    };

    /// <summary>The status in which an event's list of items, if it has one, shows each of them.</summary>
    public static string? Listed(StoryStep step) => step.EventName is not ("order_status_updated" or "order_preparation_updated") ? null
        : step.Status is "prepared" or "completed" ? "prepared"
        : "not_started";

    /// <summary>What a word of a provider is about.</summary>
    internal enum Track
    {
        Delivery,
        Preparation,
        Item,
    }
}
