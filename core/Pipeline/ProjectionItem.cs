using OrderRelay.Core.Providers;

namespace OrderRelay.Core.Pipeline;

/// <summary>One message to project.</summary>
/// <param name="Message">The message.</param>
/// <param name="Attempt">How often it was delivered, over all its re-enqueued clones, from 1.</param>
public sealed record ProjectionItem(QueueMessage Message, int Attempt);

/// <summary>A mapped message on its way into its order; <paramref name="Index"/> is its place in the batch.</summary>
internal sealed record Arriving(int Index, ProjectionItem Item, MappedEvent Mapped)
{
    public QueueMessage Message => Item.Message;

    public Orders.OrderEvent Event => Mapped.Event!;
}
