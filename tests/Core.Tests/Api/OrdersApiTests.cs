using System.Text;
using System.Text.Json;
using OrderRelay.Core.Api;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using OrderRelay.Core.Tests.Pipeline;
using static OrderRelay.Core.Tests.Pipeline.ProjectionRig;

namespace OrderRelay.Core.Tests.Api;

public sealed class OrdersApiTests : IDisposable
{
    private readonly ProjectionRig rig = new();
    private readonly OrdersApi api;

    public OrdersApiTests()
    {
        var queries = new RawQueries(rig.Orders);
        api = new(rig.Orders, queries, new(rig.Desk, queries), new(new OrderRelay.Contracts.InMemory.InMemoryOperations(), rig.Time, new Random(1)), new(StallPolicy.DefaultAfter), rig.Time);
    }

    [Fact]
    public async Task Verdicts_of_a_timeline_are_computed_when_it_is_read()
    {
        await rig.GivenAsync(rig.Received(Captain("u2", 20, "in_progress")));
        Assert.Equal(["u2 applied"], await VerdictsAsync());

        await rig.GivenAsync(rig.Received(Captain("u1", 10, "in_progress")));
        Assert.Equal(["u1 applied", "u2 repeated"], await VerdictsAsync());
    }

    [Fact]
    public async Task Contents_under_one_identity_have_ids_of_their_own_that_lead_to_their_own_bytes()
    {
        var first = rig.Received(Captain("u1", 10, "in_progress"));
        var other = rig.Received(Captain("u1", 20, "completed"));
        await rig.GivenAsync(first, other);

        var ids = (await TimelineAsync()).Select(static entry => entry.GetProperty("eventId").GetString()!).ToArray();
        Assert.Equal("order_status_updated:u1", ids[0]);
        Assert.StartsWith("order_status_updated:u1~", ids[1], StringComparison.Ordinal);
        Assert.Equal(first.Body.ToArray(), (await api.RawAsync(Order, ids[0], default)).Body.ToArray());
        Assert.Equal(other.Body.ToArray(), (await api.RawAsync(Order, ids[1], default)).Body.ToArray());
    }

    [Fact]
    public async Task What_is_not_there_is_a_problem_that_says_what()
    {
        Assert.Equal("404 no-such-order", Problem(await api.GetAsync(Order, default)));
        Assert.Equal("404 no-such-order", Problem(await api.EventsAsync(Order, default)));
        Assert.Equal("404 no-such-order", Problem(await api.RawAsync(Order, "x", default)));
        await rig.GivenAsync(rig.Received(Captain("u1", 10, "in_progress")));
        Assert.Equal("404 no-such-event", Problem(await api.RawAsync(Order, "x", default)));
        rig.Orders.Erase(Order, rig.Time.GetUtcNow());
        Assert.Equal("410 body-gone", Problem(await api.RawAsync(Order, "order_status_updated:u1", default)));
    }

    public void Dispose() => rig.Dispose();

    private static string Problem(ApiAnswer answer)
    {
        Assert.Equal(ApiAnswer.ProblemType, answer.ContentType);
        using var problem = JsonDocument.Parse(answer.Body);
        return $"{answer.Status} {problem.RootElement.GetProperty("type").GetString()!.Split(':')[^1]}";
    }

    private async Task<JsonElement[]> TimelineAsync()
    {
        using var json = JsonDocument.Parse(Encoding.UTF8.GetString((await api.EventsAsync(Order, default)).Body.Span));
        return [.. json.RootElement.GetProperty("events").EnumerateArray().Select(static entry => entry.Clone())];
    }

    private async Task<string[]> VerdictsAsync() => [.. (await TimelineAsync()).Select(static entry
        => $"{entry.GetProperty("eventId").GetString()![^2..]} {entry.GetProperty("verdict").GetString()}")];

    /// <summary>The raw bytes of stored rows; nothing else is asked here.</summary>
    private sealed class RawQueries(MemoryOrders orders) : IOrderQueries
    {
        public ValueTask<ReadOnlyMemory<byte>?> ReadRawAsync(OrderKey key, EventIdentity identity, ContentHash? content, CancellationToken cancellationToken)
            => ValueTask.FromResult(orders.Rows(key).Single(row => row.Event.Identity == identity && (content is null || row.Event.Content == content)).Raw);

        public ValueTask<OrderPage> ListAsync(OrderFilter filter, string? cursor, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<IReadOnlyList<OrderKey>> FindByReferenceAsync(string provider, string reference, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<bool> ErasePersonalDataAsync(OrderKey key, DateTimeOffset at, CancellationToken cancellationToken) => throw new NotSupportedException();

        public ValueTask<IReadOnlyDictionary<Headline, long>> CountByHeadlineAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
