using System.Text.Json.Serialization;

namespace OrderRelay.Core.Orders;

/// <summary>
/// What an event says about a track, already in canonical terms. Exactly one of the shapes: a delivery move, a preparation
/// move (of the order, or of the item named), or, with neither status, no move at all.
/// </summary>
public sealed record OrderMove
{
    public DeliveryStatus? Delivery { get; init; }

    public PreparationStatus? Preparation { get; init; }

    /// <summary>The item that <see cref="Preparation"/> is about; null for the whole order.</summary>
    public string? ItemId { get; init; }

    /// <summary>True when the provider sent a status that its table does not know.</summary>
    public bool Unknown { get; init; }

    /// <summary>The provider's own word for the status, for people.</summary>
    public string? ProviderStatus { get; init; }

    /// <summary>The provider's own word for the substatus, for people.</summary>
    public string? ProviderSubstatus { get; init; }

    /// <summary>Lifecycle rank, 0 where no track moves. Breaks ties of time.</summary>
    [JsonIgnore]
    public int Rank => Delivery is { } delivery ? Lifecycle.Rank(delivery)
        : Preparation is { } preparation ? Lifecycle.Rank(preparation)
        : 0;

    public static OrderMove To(DeliveryStatus status, string? word, string? subword = null)
        => new() { Delivery = status, ProviderStatus = word, ProviderSubstatus = subword };

    public static OrderMove To(PreparationStatus status, string? word, string? itemId = null)
        => new() { Preparation = status, ProviderStatus = word, ItemId = itemId };

    public static OrderMove UnknownStatus(string? word, string? subword = null, string? itemId = null)
        => new() { Unknown = true, ProviderStatus = word, ProviderSubstatus = subword, ItemId = itemId };

    public static OrderMove None(string? word = null, string? subword = null)
        => new() { ProviderStatus = word, ProviderSubstatus = subword };
}
