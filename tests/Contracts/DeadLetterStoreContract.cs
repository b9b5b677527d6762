using System.Text;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;

namespace OrderRelay.Contracts;

/// <summary>What every desk's store promises.</summary>
public abstract class DeadLetterStoreContract
{
    protected abstract Task<Subject<IDeadLetterStore>> CreateAsync(TimeProvider time);

    [Fact]
    public async Task Get_after_add_gives_the_letter_back_whole()
    {
        await using var desk = await CreateAsync(new FakeTime());
        var letter = Samples.Letter("20260301T120000-a") with
        {
            TraceParent = "00-a-b-01",
            Replays = 2,
            Attempts = 4,
            Headers = "content-type: application/json",
            ExceptionType = "System.InvalidOperationException",
            Fingerprint = "f",
            ReplayJob = "job",
            WithoutNotifications = true,
        };
        await desk.Adapter.AddAsync(letter, default);

        var read = await desk.Adapter.GetAsync(letter.Id, default);

        Assert.Equal(letter.Body!.Value.ToArray(), read!.Body!.Value.ToArray());
        Assert.Equal(letter with { Body = null }, read with { Body = null });
        Assert.Null(await desk.Adapter.GetAsync("20260301T120000-b", default));
    }

    [Fact]
    public async Task Add_of_a_known_id_leaves_the_letter_as_it_is()
    {
        await using var desk = await CreateAsync(new FakeTime());
        await desk.Adapter.AddAsync(Samples.Letter("20260301T120000-a"), default);
        await desk.Adapter.AddAsync(Samples.Letter("20260301T120000-a") with { Text = "other" }, default);

        Assert.Equal("occurredAt is missing", (await desk.Adapter.GetAsync("20260301T120000-a", default))!.Text);
        Assert.Equal(1, (await desk.Adapter.CountAsync(default))[DeadLetterStatus.Open]);
    }

    [Fact]
    public async Task List_gives_the_newest_first_page_by_page_without_bodies()
    {
        await using var desk = await CreateAsync(new FakeTime());
        for (var number = 0; number < 11; number++)
        {
            await desk.Adapter.AddAsync(Samples.Letter($"20260301T12{number / 2:D2}00-{number:D2}", number / 2), default);
        }

        List<DeadLetter> all = [];
        string? cursor = null;
        do
        {
            var page = await desk.Adapter.ListAsync(new(), cursor, 3, default);
            Assert.InRange(page.Letters.Count, 1, 3);
            all.AddRange(page.Letters);
            cursor = page.Cursor;
        }
        while (cursor is not null);

        Assert.Equal(11, all.Select(static letter => letter.Id).Distinct().Count());
        Assert.Equal(all.Select(static letter => letter.DeadAt).OrderDescending(), all.Select(static letter => letter.DeadAt));
        Assert.All(all, static letter => Assert.Null(letter.Body));
    }

    [Theory]
    [InlineData("nonsense!")]
    [InlineData("")]
    public async Task List_with_a_cursor_that_nobody_gave_is_refused(string cursor)
    {
        await using var desk = await CreateAsync(new FakeTime());

        _ = await Assert.ThrowsAsync<InvalidCursorException>(() => desk.Adapter.ListAsync(new(), cursor, 1, default).AsTask());
    }

    [Fact]
    public async Task List_filters_by_every_condition()
    {
        await using var desk = await CreateAsync(new FakeTime());
        await desk.Adapter.AddAsync(Samples.Letter("20260301T120000-a"), default);
        await desk.Adapter.AddAsync(Samples.Letter("20260301T120500-b", 5) with { Provider = "abbiamo" }, default);
        await desk.Adapter.AddAsync(Samples.Letter("20260301T120900-c", 9) with { Reason = DeadLetterReason.NotJson, OrderId = null }, default);
        await desk.Adapter.AddAsync(Samples.Letter("20260301T121000-d", 10) with { Status = DeadLetterStatus.Resolved }, default);

        Assert.Equal(["b"], await LastsAsync(new() { Provider = "abbiamo" }));
        Assert.Equal(["c"], await LastsAsync(new() { Reason = DeadLetterReason.NotJson }));
        Assert.Equal(["d"], await LastsAsync(new() { Status = DeadLetterStatus.Resolved }));
        Assert.Equal(["d", "c"], await LastsAsync(new() { Since = Samples.Noon.AddMinutes(9) }));
        Assert.Equal(["a"], await LastsAsync(new()
        {
            Provider = "captain",
            Reason = DeadLetterReason.InvalidField,
            Status = DeadLetterStatus.Open,
            Since = Samples.Noon,
        }));

        async Task<string[]> LastsAsync(DeadLetterFilter filter)
            => [.. (await desk.Adapter.ListAsync(filter, null, 9, default)).Letters.Select(static letter => letter.Id[^1..])];
    }

    [Fact]
    public async Task Mark_from_the_expected_status_replaces_it_and_keeps_the_body()
    {
        await using var desk = await CreateAsync(new FakeTime());
        var letter = Samples.Letter("20260301T120000-a");
        await desk.Adapter.AddAsync(letter, default);
        var updated = letter with
        {
            Status = DeadLetterStatus.Discarded,
            DiscardReason = "a test order",
            ResolvedAt = Samples.Noon.AddHours(1),
            Body = null,
        };

        Assert.True(await desk.Adapter.MarkAsync(letter.Id, DeadLetterStatus.Open, updated, default));
        Assert.False(await desk.Adapter.MarkAsync(letter.Id, DeadLetterStatus.Open, updated, default));
        Assert.False(await desk.Adapter.MarkAsync("20260301T120000-z", DeadLetterStatus.Open, updated, default));

        var read = await desk.Adapter.GetAsync(letter.Id, default);
        Assert.Equal(updated, read! with { Body = null });
        Assert.Equal(letter.Body!.Value.ToArray(), read.Body!.Value.ToArray());
        Assert.Equal(1, (await desk.Adapter.CountAsync(default))[DeadLetterStatus.Discarded]);
    }

    [Fact]
    public async Task List_goes_on_behind_its_cursor_though_earlier_letters_left_the_filter()
    {
        await using var desk = await CreateAsync(new FakeTime());
        for (var number = 0; number < 4; number++)
        {
            await desk.Adapter.AddAsync(Samples.Letter($"20260301T12{number:D2}00-{number}", number), default);
        }

        var first = await desk.Adapter.ListAsync(new() { Status = DeadLetterStatus.Open }, null, 2, default);
        foreach (var letter in first.Letters)
        {
            Assert.True(await desk.Adapter.MarkAsync(letter.Id, DeadLetterStatus.Open, letter with { Status = DeadLetterStatus.Replaying }, default));
        }

        var second = await desk.Adapter.ListAsync(new() { Status = DeadLetterStatus.Open }, first.Cursor, 2, default);
        Assert.Equal(["1", "0"], second.Letters.Select(static letter => letter.Id[^1..]));
    }

    [Fact]
    public async Task Marked_letter_is_found_by_what_it_became()
    {
        await using var desk = await CreateAsync(new FakeTime());
        var letter = Samples.Letter("20260301T120000-a");
        await desk.Adapter.AddAsync(letter, default);
        var again = letter with
        {
            Reason = DeadLetterReason.NoOrder,
            Fingerprint = "other",
            OrderId = "order-9",
            ReplayJob = "job",
            DeadAt = Samples.Noon.AddDays(1),
        };
        Assert.True(await desk.Adapter.MarkAsync(letter.Id, DeadLetterStatus.Open, again, default));

        Assert.Empty((await desk.Adapter.ListAsync(new() { Reason = DeadLetterReason.InvalidField }, null, 9, default)).Letters);
        var found = await desk.Adapter.ListAsync(
            new() { Reason = DeadLetterReason.NoOrder, Fingerprint = "other", OrderId = "order-9", ReplayJob = "job", Since = Samples.Noon.AddDays(1) }, null, 9, default);
        Assert.Equal(letter.Id, Assert.Single(found.Letters).Id);
        Assert.Equal(1, (await desk.Adapter.CountAsync(new DeadLetterFilter { ReplayJob = "job" }, default))[DeadLetterStatus.Open]);
        Assert.Empty(await desk.Adapter.CountAsync(new DeadLetterFilter { ReplayJob = "another" }, default));
    }

    [Fact]
    public async Task Edit_replaces_the_body_and_keeps_the_one_it_came_with()
    {
        await using var desk = await CreateAsync(new FakeTime());
        var letter = Samples.Letter("20260301T120000-a");
        await desk.Adapter.AddAsync(letter, default);
        foreach (var text in (string[])["first", "second"])
        {
            var body = Encoding.UTF8.GetBytes(text);
            Assert.True(await desk.Adapter.EditAsync(
                letter.Id, DeadLetterStatus.Open, letter with { Body = body, BodyBytes = body.Length, EditedAt = Samples.Noon, OrderId = "order-9" }, default));
        }

        Assert.False(await desk.Adapter.EditAsync(letter.Id, DeadLetterStatus.Replaying, letter, default));
        var read = await desk.Adapter.GetAsync(letter.Id, default);
        Assert.Equal("second", Encoding.UTF8.GetString(read!.Body!.Value.Span));
        Assert.Equal(letter.Body!.Value.ToArray(), read.OriginalBody!.Value.ToArray());
        Assert.Equal((6, Samples.Noon, "order-9"), (read.BodyBytes, read.EditedAt, read.OrderId));

        await desk.Adapter.EraseAsync("captain", "order-9", Samples.Noon, default);
        var erased = await desk.Adapter.GetAsync(letter.Id, default);
        Assert.Null(erased!.Body);
        Assert.Null(erased.OriginalBody);
        Assert.False(await desk.Adapter.EditAsync(letter.Id, DeadLetterStatus.Open, letter, default));
    }

    [Fact]
    public async Task Letters_are_grouped_by_reason_and_fingerprint_largest_first()
    {
        await using var desk = await CreateAsync(new FakeTime());
        await desk.Adapter.AddAsync(Samples.Letter("20260301T120000-a") with { Fingerprint = "f" }, default);
        await desk.Adapter.AddAsync(Samples.Letter("20260301T120100-b", 1) with { Fingerprint = "g" }, default);
        await desk.Adapter.AddAsync(Samples.Letter("20260301T120200-c", 2) with { Fingerprint = "g" }, default);
        await desk.Adapter.AddAsync(Samples.Letter("20260301T120300-d", 3) with { Fingerprint = "g", Status = DeadLetterStatus.Discarded }, default);

        var groups = await desk.Adapter.GroupAsync(new() { Status = DeadLetterStatus.Open }, default);

        Assert.Equal([("g", 2L), ("f", 1L)], groups.Select(static group => (group.Fingerprint, group.Count)));
        Assert.Equal((Samples.Noon.AddMinutes(1), Samples.Noon.AddMinutes(2)), (groups[0].FirstDeadAt, groups[0].LastDeadAt));
        Assert.Contains(groups[0].Sample.Id[^1], "bc");
    }

    [Fact]
    public async Task Add_within_limits_refuses_what_has_no_room_and_forgets_the_aged()
    {
        await using var desk = await CreateAsync(new FakeTime());
        var limits = new QuarantineLimits(2, 25, Samples.Noon.AddMinutes(-1));
        Assert.True(await AddAsync("a", 0, limits));
        Assert.True(await AddAsync("b", 1, limits));
        Assert.False(await AddAsync("c", 2, limits));
        Assert.True(await AddAsync("b", 1, limits));
        Assert.False(await AddAsync("d", 3, limits with { MaxCount = 9 }));
        Assert.True(await AddAsync("e", 4, limits with { OlderThan = Samples.Noon.AddSeconds(1) }));

        Assert.Equal(["e", "b"], (await desk.Adapter.ListAsync(new(), null, 9, default)).Letters.Select(static letter => letter.Id[^1..]));

        ValueTask<bool> AddAsync(string id, int minute, QuarantineLimits within)
            => desk.Adapter.AddWithinAsync(Samples.Letter("20260301T120000-" + id, minute), within, default);
    }

    [Fact]
    public async Task Mark_by_many_at_once_is_won_by_one()
    {
        await using var desk = await CreateAsync(new FakeTime());
        var letter = Samples.Letter("20260301T120000-a");
        await desk.Adapter.AddAsync(letter, default);
        var replaying = letter with { Status = DeadLetterStatus.Replaying };

        var won = await Task.WhenAll(Enumerable.Range(0, 16)
            .Select(_ => Task.Run(() => desk.Adapter.MarkAsync(letter.Id, DeadLetterStatus.Open, replaying, default).AsTask())));

        Assert.Equal(1, won.Count(static mine => mine));
    }

    [Fact]
    public async Task Erasure_takes_the_bodies_of_one_orders_letters()
    {
        await using var desk = await CreateAsync(new FakeTime());
        await desk.Adapter.AddAsync(Samples.Letter("20260301T120000-a"), default);
        await desk.Adapter.AddAsync(Samples.Letter("20260301T120000-b", orderId: "order-2"), default);

        await desk.Adapter.EraseAsync("captain", "order-1", Samples.Noon.AddDays(1), default);
        await desk.Adapter.EraseAsync("captain", "unknown", Samples.Noon.AddDays(1), default);

        var erased = await desk.Adapter.GetAsync("20260301T120000-a", default);
        Assert.Null(erased!.Body);
        Assert.Equal(Samples.Noon.AddDays(1), erased.ErasedAt);
        Assert.Equal(("occurredAt is missing", DeadLetterReason.InvalidField), (erased.Text, erased.Reason));
        Assert.Equal("{\"id\":\"20260301T120000-b\"}", Encoding.UTF8.GetString((await desk.Adapter.GetAsync("20260301T120000-b", default))!.Body!.Value.Span));
    }
}
