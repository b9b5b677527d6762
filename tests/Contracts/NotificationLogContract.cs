using OrderRelay.Core.Ports;

namespace OrderRelay.Contracts;

/// <summary>What every notification log promises.</summary>
public abstract class NotificationLogContract
{
    protected abstract Task<Subject<INotificationLog>> CreateAsync(TimeProvider time);

    [Fact]
    public async Task Get_after_put_gives_the_entry_back_whole()
    {
        await using var log = await CreateAsync(new FakeTime());
        var entry = Entry("ntf_a") with
        {
            Status = "failed",
            Text = "gave up",
            Attempts = [new(Samples.Noon, "https://shop.example/***", "HTTP 503", 12.5), new(Samples.Noon.AddMinutes(1), "https://shop.example/***", "timeout", 15000)],
        };
        await log.Adapter.PutAsync(entry, default);

        var read = await log.Adapter.GetAsync("ntf_a", default);

        Assert.Equal(entry.Attempts, read!.Attempts);
        Assert.Equal(entry with { Attempts = [] }, read with { Attempts = [] });
        Assert.Null(await log.Adapter.GetAsync("ntf_b", default));
    }

    [Fact]
    public async Task Put_replaces_and_add_does_not()
    {
        await using var log = await CreateAsync(new FakeTime());
        await log.Adapter.AddAsync(Entry("ntf_a"), default);
        await log.Adapter.PutAsync(Entry("ntf_a") with { Status = "sent" }, default);
        await log.Adapter.AddAsync(Entry("ntf_a") with { Status = "pending" }, default);

        Assert.Equal("sent", (await log.Adapter.GetAsync("ntf_a", default))!.Status);
        _ = Assert.Single((await log.Adapter.ListAsync(null, null, null, 10, default)).Entries);
    }

    [Fact]
    public async Task What_was_sent_stays_sent_whatever_a_handler_writes_that_lost_its_message()
    {
        await using var log = await CreateAsync(new FakeTime());
        NotificationAttempt late = new(Samples.Noon, "https://shop.example/***", "no answer noted", 0);
        NotificationAttempt sent = new(Samples.Noon.AddSeconds(40), "https://shop.example/***", "HTTP 200", 12.5);
        await log.Adapter.PutAsync(Entry("ntf_a") with { Attempts = [late] }, default);
        await log.Adapter.PutAsync(Entry("ntf_a") with { Status = "sent", Attempts = [sent] }, default);
        await log.Adapter.PutAsync(Entry("ntf_a") with { Status = "failed", Text = "HTTP 400", Attempts = [late with { Answer = "HTTP 400" }] }, default);

        var read = (await log.Adapter.GetAsync("ntf_a", default))!;

        Assert.Equal(("sent", null), (read.Status, read.Text));
        Assert.Equal([late with { Answer = "HTTP 400" }, sent], read.Attempts);
        var listed = Assert.Single((await log.Adapter.ListAsync(null, null, null, 10, default)).Entries);
        Assert.Equal(("sent", 2), (listed.Status, listed.Attempts.Count));
    }

    [Theory]
    [InlineData("skipped", "pending", "skipped")]
    [InlineData("skipped", "failed", "skipped")]
    [InlineData("skipped", "sent", "sent")]
    [InlineData("sent", "skipped", "sent")]
    [InlineData("failed", "pending", "pending")]
    [InlineData("pending", "failed", "failed")]
    public async Task An_end_is_written_over_only_by_a_truer_one(string kept, string written, string left)
    {
        await using var log = await CreateAsync(new FakeTime());
        await log.Adapter.PutAsync(Entry("ntf_a") with { Status = kept }, default);
        await log.Adapter.PutAsync(Entry("ntf_a") with { Status = written }, default);

        Assert.Equal(left, (await log.Adapter.GetAsync("ntf_a", default))!.Status);
    }

    [Fact]
    public async Task Handlers_that_write_at_once_leave_what_was_sent()
    {
        await using var log = await CreateAsync(new FakeTime());
        await log.Adapter.PutAsync(Entry("ntf_a"), default);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(number => log.Adapter.PutAsync(
            Entry("ntf_a") with
            {
                Status = number == 3 ? "sent" : "pending",
                Attempts = [new(Samples.Noon.AddSeconds(number), "https://shop.example/***", "HTTP 200", 1)],
            },
            default).AsTask()));

        Assert.Equal("sent", (await log.Adapter.GetAsync("ntf_a", default))!.Status);
    }

    [Fact]
    public async Task List_gives_the_newest_request_first_page_by_page()
    {
        await using var log = await CreateAsync(new FakeTime());
        for (var number = 0; number < 11; number++)
        {
            await log.Adapter.PutAsync(Entry($"ntf_{number * 7 % 11:D2}", minute: number * 7 % 11 / 2), default);
        }

        List<NotificationEntry> all = [];
        string? cursor = null;
        do
        {
            var page = await log.Adapter.ListAsync(null, null, cursor, 3, default);
            Assert.InRange(page.Entries.Count, 1, 3);
            all.AddRange(page.Entries);
            cursor = page.Cursor;
        }
        while (cursor is not null);

        Assert.Equal(11, all.Select(static entry => entry.Id).Distinct().Count());
        Assert.Equal(all.Select(static entry => entry.RequestedAt).OrderDescending(), all.Select(static entry => entry.RequestedAt));
    }

    [Fact]
    public async Task List_filters_by_provider_and_order()
    {
        await using var log = await CreateAsync(new FakeTime());
        await log.Adapter.PutAsync(Entry("ntf_a"), default);
        await log.Adapter.PutAsync(Entry("ntf_b") with { Order = new("captain", "o2") }, default);
        await log.Adapter.PutAsync(Entry("ntf_c") with { Order = new("abbiamo", "o1") }, default);

        Assert.Equal(["ntf_b", "ntf_a"], await IdsAsync("captain", null));
        Assert.Equal(["ntf_a"], await IdsAsync("captain", "o1"));
        Assert.Equal(["ntf_c", "ntf_a"], await IdsAsync(null, "o1"));
        Assert.Empty(await IdsAsync("abbiamo", "o2"));

        async Task<string[]> IdsAsync(string? provider, string? orderId)
            => [.. (await log.Adapter.ListAsync(provider, orderId, null, 10, default)).Entries.Select(static entry => entry.Id)];
    }

    [Theory]
    [InlineData("nonsense!")]
    [InlineData("")]
    public async Task List_with_a_cursor_that_nobody_gave_is_refused(string cursor)
    {
        await using var log = await CreateAsync(new FakeTime());

        _ = await Assert.ThrowsAsync<InvalidCursorException>(() => log.Adapter.ListAsync(null, null, cursor, 1, default).AsTask());
    }

    [Fact]
    public async Task Health_is_kept_by_channel_and_replaced()
    {
        await using var log = await CreateAsync(new FakeTime());
        Assert.Null(await log.Adapter.GetHealthAsync("shop", default));

        await log.Adapter.PutHealthAsync(new("shop", 5, Samples.Noon.AddMinutes(1), null), default);
        await log.Adapter.PutHealthAsync(new("chat", 1, null, Samples.Noon), default);
        await log.Adapter.PutHealthAsync(new("shop", 6, Samples.Noon.AddMinutes(3), null), default);

        Assert.Equal(new("shop", 6, Samples.Noon.AddMinutes(3), null), await log.Adapter.GetHealthAsync("shop", default));
        Assert.Equal(new("chat", 1, null, Samples.Noon), await log.Adapter.GetHealthAsync("chat", default));
    }

    private static NotificationEntry Entry(string id, int minute = 0) => new()
    {
        Id = id,
        Order = new("captain", "o1"),
        Event = new("order_status_updated:u1"),
        Rule = "delivered",
        Channel = "shop",
        Change = "headline:delivered",
        Status = "pending",
        RequestedAt = Samples.Noon.AddMinutes(minute),
    };
}
