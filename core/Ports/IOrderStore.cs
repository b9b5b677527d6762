using OrderRelay.Core.Orders;

namespace OrderRelay.Core.Ports;

/// <summary>
/// Orders and their event rows. A host keeps all rows of one order together, so that state and events change in one
/// transaction, guarded by the state's version.
/// </summary>
public interface IOrderStore
{
    /// <summary>Loads the stored orders of a batch.</summary>
    /// <returns>One entry per key, in the keys' order; null for an order that is not stored.</returns>
    /// <exception cref="StoreUnavailableException">Trying again later may help.</exception>
    ValueTask<IReadOnlyList<StoredOrder?>> LoadAsync(IReadOnlyList<OrderKey> keys, CancellationToken cancellationToken);

    /// <summary>Every event row of one order, in no particular order; empty for an order that is not stored.</summary>
    ValueTask<IReadOnlyList<EventRow>> ReadEventsAsync(OrderKey key, CancellationToken cancellationToken);

    /// <summary>
    /// Commits changes of several different orders, each in a transaction of its own or all in one: a change is stored
    /// whole or not at all, and once this returns a stored one survives power loss.
    /// </summary>
    /// <returns>One result per change, in the changes' order.</returns>
    /// <exception cref="StoreUnavailableException">Trying again later may help; some changes may have been stored.</exception>
    ValueTask<IReadOnlyList<CommitResult>> CommitAsync(IReadOnlyList<OrderChange> changes, CancellationToken cancellationToken);
}

/// <summary>An order as stored.</summary>
/// <param name="State">The folded state.</param>
/// <param name="Version">Opaque; a commit names the version it started from.</param>
/// <param name="ErasedAt">When its personal data was erased; from then on none is stored any more.</param>
public sealed record StoredOrder(OrderState State, string Version, DateTimeOffset? ErasedAt);

/// <summary>One order's change: the new state with the rows it adds or touches.</summary>
public sealed record OrderChange
{
    public required OrderState State { get; init; }

    /// <summary>The version it was folded from; null for an order that must not exist yet.</summary>
    public required string? ExpectedVersion { get; init; }

    /// <summary>Rows to insert. An identity that the order already holds, for whatever content, refuses the whole change,
    /// unless <see cref="EventRow.IsFurtherContent"/> says that this is known.</summary>
    public IReadOnlyList<EventRow> Insert { get; init; } = [];

    /// <summary>Arrival facts of rows that are already stored, to replace.</summary>
    public IReadOnlyList<EventRow> Touch { get; init; } = [];

    /// <summary>Rows that are already stored, found by identity and content, whose mapped event to replace. Their arrival and
    /// their bytes stay.</summary>
    public IReadOnlyList<EventRow> Replace { get; init; } = [];

    public DateTimeOffset? ErasedAt { get; init; }
}

/// <summary>What became of a change.</summary>
public enum CommitResult
{
    Committed,

    /// <summary>The order has another version by now: load it again and fold again.</summary>
    VersionConflict,

    /// <summary>The order already holds an event of one of these identities: fold again from its rows.</summary>
    EventExists,

    /// <summary>The order no longer fits what the store can hold.</summary>
    TooLarge,
}
