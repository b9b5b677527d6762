namespace OrderRelay.Core.Orders;

/// <summary>
/// SHA-256, in lower-case hex, over the canonical form of what a body says: keys sorted, no insignificant white space,
/// and without the facts of its transport (Captain's <c>metadata</c>). Two bodies of one identity are duplicates when
/// this agrees, and a conflict when it does not.
/// </summary>
public readonly record struct ContentHash(string Value)
{
    /// <summary>Enough of the hash to tell two bodies of one identity apart in an address.</summary>
    public string Prefix => Value.Length > 12 ? Value[..12] : Value;

    public override string ToString() => Value;
}
