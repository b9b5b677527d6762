using OrderRelay.Core.Providers;

namespace OrderRelay.Core.Pipeline;

/// <summary>A provider's mapping, for work over many bodies that a bug in it must not end.</summary>
internal static class SafeMapping
{
    public static MappedEvent Map(IProvider provider, ReadOnlyMemory<byte> body)
    {
        try
        {
            return provider.Map(body);
        }
#pragma warning disable CA1031 // A mapping never throws; one that does has a bug, which concerns this body alone.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return MappedEvent.Failed(
                DeadLetterReason.Unexpected, $"mapping it fails with {exception.GetType().Name}, which is a bug", exception.GetType().FullName);
        }
    }
}
