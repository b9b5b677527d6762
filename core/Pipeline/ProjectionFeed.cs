using OrderRelay.Core.Orders;

namespace OrderRelay.Core.Pipeline;

/// <summary>Tells who watches of what was just committed. While nobody does, that costs the pipeline the look at one field.</summary>
public sealed class ProjectionFeed
{
    private IProjectionWatcher? watcher;

    /// <summary>Null while nobody watches.</summary>
    public IProjectionWatcher? Watcher
    {
        get => Volatile.Read(ref watcher);
        set => Volatile.Write(ref watcher, value);
    }

    internal void Projected(DecidedArrival decided, OrderState? state)
    {
        if (Watcher is { } told && state is not null)
        {
            told.Projected(new(decided.Arriving.Event, decided.Decision, decided.Arriving.Message.ReceivedAt, state, decided.Row?.Arrival));
        }
    }
}

/// <summary>Is told on the pipeline's own thread, so it neither waits nor throws.</summary>
public interface IProjectionWatcher
{
    void Projected(ProjectedEvent projected);
}
