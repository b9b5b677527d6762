using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;

namespace OrderRelay.Contracts;

/// <summary>What every desk's store promises to retention.</summary>
public abstract class DeadLetterExpiryContract
{
    private static readonly DateTimeOffset Later = Samples.Noon.AddDays(9);

    protected abstract Task<Subject<(IDeadLetterStore Desk, IDeadLetterExpiry Expiry)>> CreateAsync(TimeProvider time);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(100)]
    public async Task Aged_letters_end_by_what_still_waits_for_them(int limit)
    {
        await using var desk = await CreateAsync(new FakeTime());
        await AddAsync(desk.Adapter.Desk, "open", DeadLetterStatus.Open);
        await AddAsync(desk.Adapter.Desk, "replaying", DeadLetterStatus.Replaying);
        await AddAsync(desk.Adapter.Desk, "resolved", DeadLetterStatus.Resolved);
        await AddAsync(desk.Adapter.Desk, "discarded", DeadLetterStatus.Discarded);
        await AddAsync(desk.Adapter.Desk, "unauthenticated", DeadLetterStatus.Open, DeadLetterReason.Unauthenticated);
        await AddAsync(desk.Adapter.Desk, "not-json", DeadLetterStatus.Open, DeadLetterReason.NotJson);
        await AddAsync(desk.Adapter.Desk, "young", DeadLetterStatus.Resolved, minute: 10);

        Assert.Equal(6, await ExpireAsync(desk.Adapter.Expiry, limit));

        foreach (var name in (string[])["resolved", "discarded", "unauthenticated", "not-json"])
        {
            Assert.Null(await desk.Adapter.Desk.GetAsync(IdOf(name), default));
        }

        foreach (var name in (string[])["open", "replaying"])
        {
            var letter = await desk.Adapter.Desk.GetAsync(IdOf(name), default);
            Assert.Null(letter!.Body);
            Assert.Equal(Later, letter.ErasedAt);
            Assert.Equal("occurredAt is missing", letter.Text);
        }

        Assert.NotNull((await desk.Adapter.Desk.GetAsync(IdOf("young"), default))!.Body);
        Assert.Equal(0, await ExpireAsync(desk.Adapter.Expiry, limit));
        Assert.Equal(3, (await desk.Adapter.Desk.ListAsync(new(), null, 10, default)).Letters.Count);
    }

    [Fact]
    public async Task Edited_letter_loses_the_body_it_came_with_too()
    {
        await using var desk = await CreateAsync(new FakeTime());
        await AddAsync(desk.Adapter.Desk, "edited", DeadLetterStatus.Open);
        var letter = (await desk.Adapter.Desk.GetAsync(IdOf("edited"), default))!;
        Assert.True(await desk.Adapter.Desk.EditAsync(letter.Id, DeadLetterStatus.Open, letter with { Body = new byte[400_000] }, default));

        Assert.Equal(1, await ExpireAsync(desk.Adapter.Expiry, 10));

        var ended = await desk.Adapter.Desk.GetAsync(letter.Id, default);
        Assert.Null(ended!.Body);
        Assert.Null(ended.OriginalBody);
    }

    private static string IdOf(string name) => $"20260301T120000-{name}";

    private static async Task AddAsync(IDeadLetterStore desk, string name, DeadLetterStatus status, DeadLetterReason reason = DeadLetterReason.InvalidField, int minute = 0)
    {
        var letter = Samples.Letter(IdOf(name), minute) with { Reason = reason };
        await desk.AddAsync(letter, default);
        if (status is not DeadLetterStatus.Open)
        {
            Assert.True(await desk.MarkAsync(letter.Id, DeadLetterStatus.Open, letter with { Status = status }, default));
        }
    }

    private static async Task<int> ExpireAsync(IDeadLetterExpiry desk, int limit)
    {
        var ended = 0;
        string? cursor = null;
        do
        {
            var page = await desk.ExpireAsync(Samples.Noon.AddMinutes(5), Later, cursor, limit, default);
            Assert.InRange(page.Expired, 0, limit);
            ended += page.Expired;
            cursor = page.Cursor;
        }
        while (cursor is not null);
        return ended;
    }
}

/// <summary>What every notification log promises to retention.</summary>
public abstract class NotificationExpiryContract
{
    protected abstract Task<Subject<(INotificationLog Log, INotificationExpiry Expiry)>> CreateAsync(TimeProvider time);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100)]
    public async Task Entries_requested_before_an_instant_are_in_no_listing_any_more(int limit)
    {
        await using var log = await CreateAsync(new FakeTime());
        for (var day = 0; day < 7; day++)
        {
            await log.Adapter.Log.AddAsync(Entry($"ntf_{day}", day), default);
        }

        var ended = 0;
        string? cursor = null;
        do
        {
            var page = await log.Adapter.Expiry.ExpireAsync(Samples.Noon.AddDays(4), cursor, limit, default);
            ended += page.Expired;
            cursor = page.Cursor;
        }
        while (cursor is not null);

        Assert.Equal(4, ended);
        Assert.Equal(["ntf_6", "ntf_5", "ntf_4"], (await log.Adapter.Log.ListAsync(null, null, null, 10, default)).Entries.Select(static entry => entry.Id));
        Assert.Equal(["ntf_6", "ntf_5", "ntf_4"], (await log.Adapter.Log.ListAsync("captain", "order-1", null, 10, default)).Entries.Select(static entry => entry.Id));
        Assert.Null(await log.Adapter.Log.GetAsync("ntf_3", default));
        Assert.NotNull(await log.Adapter.Log.GetAsync("ntf_4", default));
    }

    private static NotificationEntry Entry(string id, int day) => new()
    {
        Id = id,
        Order = new OrderKey("captain", "order-1"),
        Event = new EventIdentity("event-1"),
        Rule = "rule",
        Channel = "shop",
        Change = "delivered",
        Status = "sent",
        RequestedAt = Samples.Noon.AddDays(day),
    };
}
