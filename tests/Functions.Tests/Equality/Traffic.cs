using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;
using OrderRelay.Local.Demo;

namespace OrderRelay.Functions.Tests.Equality;

/// <summary>Messages about a thousand generated orders and all samples, and ways to shuffle them.</summary>
internal sealed class Traffic
{
    public static readonly DateTimeOffset Opens = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly LunchHourPlan plan = LunchHour.Plan(new() { Orders = 1000, Opens = Opens });

    private readonly IReadOnlyList<QueueMessage>[] orders;

    public Traffic() => orders =
    [
        .. plan.Requests
            .Where(static request => request.OrderId is not null)
            .Select(MessageOf)
            .GroupBy(static message => new OrderKey(message.Provider, message.OrderId!))
            .Select(static order => order.ToArray()),
    ];

    public IReadOnlyList<PlannedOrder> Generated => plan.Orders;

    public int Count => orders.Sum(static order => order.Count);

    public IReadOnlyList<OrderKey> Keys => [.. orders.Select(static order => new OrderKey(order[0].Provider, order[0].OrderId!))];

    /// <summary>
    /// Every message once, in batches: the messages of each order shuffled, those of every third cut in two, and the orders
    /// shuffled among themselves. A batch's events of one order are one transaction, which keeps thousands of events quick.
    /// </summary>
    public IEnumerable<ProjectionItem[]> Shuffled(int seed, int ordersInBatch)
    {
        var random = new Random(seed);
        var (first, second) = (new List<IReadOnlyList<QueueMessage>>(), new List<IReadOnlyList<QueueMessage>>());
        foreach (var order in orders)
        {
            var messages = order.ToArray();
            random.Shuffle(messages);
            var cut = random.Next(3) == 0 ? random.Next(messages.Length + 1) : messages.Length;
            first.Add(messages[..cut]);
            second.Add(messages[cut..]);
        }

        return Batches(random, first, ordersInBatch).Concat(Batches(random, second, ordersInBatch));
    }

    private static ProjectionItem[][] Batches(Random random, List<IReadOnlyList<QueueMessage>> parts, int ordersInBatch)
    {
        var shuffled = parts.ToArray();
        random.Shuffle(shuffled);
        return [.. shuffled.Chunk(ordersInBatch).Select(static some => some.SelectMany(static part => part).Select(static message => new ProjectionItem(message, 1)).ToArray())];
    }

    private static QueueMessage MessageOf(PlannedRequest request, int number) => new()
    {
        MessageId = $"m-{number}",
        Provider = request.Provider,
        Subject = "event",
        Identity = new($"m-{number}"),
        OrderId = request.OrderId,
        ReceivedAt = Opens,
        Body = request.Body,
    };
}
