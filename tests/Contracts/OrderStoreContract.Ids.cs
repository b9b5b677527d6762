using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;

namespace OrderRelay.Contracts;

/// <summary>Ids are the providers': whatever JSON can spell is one, and no two of them are the same order.</summary>
public abstract partial class OrderStoreContract
{
    /// <summary>Each differs from another by what a store may take for an end, a separator, a wildcard, a sign of its own, or for equal.</summary>
    public static IReadOnlyList<string> HostileIds { get; } =
    [
        "a", "A", "a\0", "a\0b", "a\0c", "\0", "a|b", "a~007cb", "a/b", "a\\b", "a#b", "a?b", "a%2Fb", "a%b", "a_b", "a'b", "a\"b", "a b", "a\tb", "a\nb", "a\u007fb", "a\u0085b",
        "\u00e9", "e\u0301", "\ufeff", "\u202e", "\ud83d\ude00", "\uffff", "..", ".", "state", "event|", new('x', 1024), new string('x', 1024) + "y", new string('\u00e9', 1024), new string('/', 600),
    ];

    [Fact]
    public async Task Orders_of_hostile_ids_are_stored_apart_and_found_by_their_own_names()
    {
        await using var store = await CreateAsync(new FakeTime());
        foreach (var id in HostileIds)
        {
            var reference = new OrderFacts { References = new OrderReferences { PartnerOrderId = "ref " + id } };
            Assert.Equal(CommitResult.Committed, await store.Adapter.CommitAsync(Samples.New(Samples.Event(new("captain", id), "of " + id) with { Facts = reference })));
        }

        foreach (var id in HostileIds)
        {
            var key = new OrderKey("captain", id);
            Assert.Equal(key, (await store.Adapter.LoadAsync(key))!.State.Key);
            Assert.Equal("of " + id, Assert.Single(await store.Adapter.Store.ReadEventsAsync(key, default)).Event.Identity.Value);
            Assert.Equal([key], await store.Adapter.Queries.FindByReferenceAsync("captain", "ref " + id, default));
        }
    }
}
