namespace OrderRelay.Local.Sqlite;

/// <summary>That an order is found by a name: its own id, or one of its references.</summary>
/// <param name="Hash">Of the name.</param>
/// <param name="Order">The row's id.</param>
internal readonly record struct Lookup(long Hash, long Order);
