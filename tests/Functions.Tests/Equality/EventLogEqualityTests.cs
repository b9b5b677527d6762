using OrderRelay.Contracts;
using OrderRelay.Core.Orders;
using OrderRelay.Local.Demo;
using Xunit.Abstractions;

namespace OrderRelay.Functions.Tests.Equality;

/// <summary>
/// One log of webhooks, with duplicates, late ones, conflicts, junk, poison and strangers, through both hosts' adapters: the
/// same states byte for byte, the same timelines down to the arrival, the same notifications, the same letters.
/// </summary>
public sealed class EventLogEqualityTests(ITestOutputHelper output)
{
    private const int Orders = 12;
    private const int MostInBatch = 8;

    [Theory]
    [InlineData(1)]
    [InlineData(20260301)]
    public async Task One_event_log_leaves_the_same_behind_in_both_hosts(int seed)
    {
        output.WriteLine($"seed {seed}");
        var log = Shuffled(LunchHour.Plan(new() { Seed = seed, Orders = Orders, Opens = Traffic.Opens }).Requests, new Random(seed));
        var (localTime, azureTime) = (new FakeTime(), new FakeTime());
        await using var local = LocalSubject.Create(localTime);
        await using var azure = await AzureSubject.CreateAsync(azureTime);

        var random = new Random(seed);
        for (var next = 0; next < log.Count;)
        {
            var batch = log.Skip(next).Take(random.Next(1, MostInBatch)).ToList();
            var isRedelivered = random.Next(3) == 0;
            foreach (var request in batch)
            {
                localTime.Advance(TimeSpan.FromMilliseconds(500));
                azureTime.Advance(TimeSpan.FromMilliseconds(500));
                Assert.Equal((request.ExpectedStatus, request.ExpectedStatus), (await local.PostAsync(request), await azure.PostAsync(request)));
            }

            await local.DeliverAsync(isRedelivered);
            await azure.DeliverAsync(isRedelivered);
            next += batch.Count;
        }

        await AssertSameAsync(local, azure, [.. log.Where(static request => request.OrderId is not null).Select(static request => new OrderKey(request.Provider, request.OrderId!)).Distinct()]);
    }

    /// <summary>Neighbours change places: events overtake each other, and a duplicate may come before what it repeats.</summary>
    private static List<PlannedRequest> Shuffled(IReadOnlyList<PlannedRequest> requests, Random random)
        => [.. requests.Select((request, index) => (request, Place: index + (random.NextDouble() * 12))).OrderBy(static placed => placed.Place).Select(static placed => placed.request)];

    private static async Task AssertSameAsync(LocalSubject local, AzureSubject azure, IReadOnlyList<OrderKey> keys)
    {
        Assert.True(keys.Count > Orders, $"only {keys.Count} orders");
        var (localOrders, azureOrders) = (await local.Orders.LoadAsync(keys, default), await azure.Orders.LoadAsync(keys, default));
        for (var index = 0; index < keys.Count; index++)
        {
            Assert.Equal(OrderJson.Write(localOrders[index]!.State), OrderJson.Write(azureOrders[index]!.State));
            Assert.Equal(
                HostTexts.Timeline(await local.Orders.ReadEventsAsync(keys[index], default)),
                HostTexts.Timeline(await azure.Orders.ReadEventsAsync(keys[index], default)));
        }

        var letters = await HostTexts.LettersAsync(local.Desk);
        Assert.NotEmpty(letters);
        Assert.Equal(letters, await HostTexts.LettersAsync(azure.Desk));

        Assert.NotEmpty(local.Requested);
        Assert.Equal(local.Requested.Order(StringComparer.Ordinal), azure.Requested.Order(StringComparer.Ordinal));
        Assert.Equal(local.Sent.Order(StringComparer.Ordinal), azure.Sent.Order(StringComparer.Ordinal));
        var noted = await HostTexts.NotificationsAsync(local.Log);
        Assert.Contains(noted, static entry => entry.Contains(" sent ", StringComparison.Ordinal));
        Assert.Contains(noted, static entry => entry.Contains(" failed ", StringComparison.Ordinal));
        Assert.Equal(noted, await HostTexts.NotificationsAsync(azure.Log));
    }
}
