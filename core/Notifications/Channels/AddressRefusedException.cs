namespace OrderRelay.Core.Notifications.Channels;

/// <summary>A host name leads where a channel must not go. Crosses the HTTP client, which knows exceptions only.</summary>
internal sealed class AddressRefusedException(string refusal) : IOException($"the host leads to {refusal}")
{
    /// <summary>Where it leads, in a few words.</summary>
    public string Refusal { get; } = refusal;
}
