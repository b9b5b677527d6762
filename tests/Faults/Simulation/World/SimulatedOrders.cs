using OrderRelay.Contracts.InMemory;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;

namespace OrderRelay.Faults.Simulation.World;

/// <summary>
/// The durable order store: the one of the contract suites, with a journal of its commits, so that a power failure can take back
/// what was not flushed. It tells of each change of a headline.
/// </summary>
internal sealed class SimulatedOrders(Disk disk)
{
    private readonly List<OrderChange> journal = [];

    public InMemoryOrderStore Store { get; private set; } = new();

    /// <summary>Each committed change of a headline, with the events that came with it.</summary>
    public List<HeadlineChange> HeadlineChanges { get; } = [];

    /// <summary>Commits one change, or nothing of it.</summary>
    public async ValueTask<CommitResult> CommitAsync(OrderChange change)
    {
        var before = (await Store.LoadAsync([change.State.Key], default))[0];
        var result = (await Store.CommitAsync([change], default))[0];
        if (result is not CommitResult.Committed)
        {
            return result;
        }

        journal.Add(change);
        var headline = before?.State.Headline ?? Headline.Unknown;
        var moved = headline != change.State.Headline;
        if (moved)
        {
            HeadlineChanges.Add(new(change.State.Key, change.State.Headline, change.Insert));
        }

        disk.Wrote(() => Undo(moved));
        return result;
    }

    /// <summary>Somebody else writes the order as it is: its version moves on under whoever has read it.</summary>
    public async ValueTask RewriteAsync(OrderKey key)
    {
        if ((await Store.LoadAsync([key], default))[0] is { } stored)
        {
            _ = await CommitAsync(new() { State = stored.State, ExpectedVersion = stored.Version, ErasedAt = stored.ErasedAt });
        }
    }

    private void Undo(bool moved)
    {
        journal.RemoveAt(journal.Count - 1);
        if (moved)
        {
            HeadlineChanges.RemoveAt(HeadlineChanges.Count - 1);
        }

        Store = new();
        foreach (var change in journal)
        {
            _ = Store.CommitAsync([change], default).AsTask();
        }
    }
}

/// <summary>A committed change of an order's headline.</summary>
/// <param name="Order">The order.</param>
/// <param name="After">What it shows from then on.</param>
/// <param name="Rows">The events that the commit stored.</param>
internal sealed record HeadlineChange(OrderKey Order, Headline After, IReadOnlyList<EventRow> Rows);
