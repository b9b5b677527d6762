namespace OrderRelay.Core.Orders;

/// <summary>A register of the order: its status, since when, and the event that set it.</summary>
/// <typeparam name="TStatus"><see cref="DeliveryStatus"/> or <see cref="PreparationStatus"/>.</typeparam>
public sealed record Track<TStatus>
    where TStatus : struct, Enum
{
    public required TStatus Status { get; init; }

    public required DateTimeOffset Since { get; init; }

    public required EventIdentity SetBy { get; init; }

    /// <summary>The provider's own word for it, for people.</summary>
    public string? ProviderStatus { get; init; }

    public string? ProviderSubstatus { get; init; }
}
