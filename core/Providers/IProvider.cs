namespace OrderRelay.Core.Providers;

/// <summary>
/// One delivery provider: how its webhooks are recognised and what they mean. A provider is one folder that implements
/// this, plus one line in <see cref="ProviderCatalog"/>; its vocabulary stops there. Implementations are pure and thread-safe.
/// </summary>
public interface IProvider
{
    /// <summary>The name in routes, keys and configuration: lower-case letters, digits and dashes.</summary>
    string Name { get; }

    /// <summary>The name for people.</summary>
    string DisplayName { get; }

    /// <summary>How this provider's webhooks authenticate unless configuration says otherwise.</summary>
    AuthenticationDefaults Authentication { get; }

    /// <summary>
    /// Reads just enough of a body to give the event an identity and an order, without building objects.
    /// </summary>
    /// <param name="body">The request body, byte for byte. May be anything at all.</param>
    /// <returns>What was found; never throws for a body's content.</returns>
    EventScan Scan(ReadOnlySpan<byte> body);

    /// <summary>Parses a body and maps it onto the canonical lifecycle.</summary>
    /// <param name="body">The request body, byte for byte. May be anything at all.</param>
    /// <returns>The event, or why it cannot be one; never throws for a body's content.</returns>
    MappedEvent Map(ReadOnlyMemory<byte> body);
}
