using Microsoft.Extensions.Configuration;
using OrderRelay.Contracts;
using OrderRelay.Contracts.InMemory;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Retention;
using OrderRelay.Core.Telemetry;
using OrderRelay.Core.Tests.Pipeline;
using OrderRelay.Core.Tests.Telemetry;

namespace OrderRelay.Core.Tests.Retention;

public sealed class SweepRetentionTests : IDisposable
{
    private readonly FakeTime time = new();
    private readonly InMemoryOrderStore orders = new();
    private readonly InMemoryDeadLetterStore letters = new();
    private readonly InMemoryNotificationLog notifications = new();
    private readonly CapturingLogger<SweepRetention> log = new();
    private readonly RelayTelemetry telemetry;

    public SweepRetentionTests() => telemetry = new(time);

    [Fact]
    public async Task Each_kind_ends_at_its_own_age()
    {
        var sweep = Sweep(("Retention:RawBodies", "30.00:00:00"), ("Retention:PersonalData", "90.00:00:00"), ("Retention:DeadLetters", "60.00:00:00"));
        var @event = Samples.Event(new("captain", "order-1"), "e-1");
        _ = await orders.CommitAsync([Samples.New(@event)], default);
        await letters.AddAsync(Samples.Letter("20260301T120000-a", orderId: "order-2"), default);

        Assert.Equal((true, true, true), await KeptAsync(@event, sweep, days: 29));
        Assert.Equal((true, false, true), await KeptAsync(@event, sweep, days: 2));
        Assert.Equal((true, false, false), await KeptAsync(@event, sweep, days: 30));
        Assert.Equal((false, false, false), await KeptAsync(@event, sweep, days: 30));
        var state = (await orders.LoadAsync([@event.Order], default))[0]!;
        Assert.Equal(DeliveryStatus.PickedUp, state.State.Delivery!.Status);
        Assert.Equal(time.GetUtcNow(), state.ErasedAt);
    }

    [Fact]
    public async Task Letters_of_an_order_whose_personal_data_ends_end_with_it()
    {
        var sweep = Sweep(("Retention:PersonalData", "1.00:00:00"));
        _ = await orders.CommitAsync([Samples.New(Samples.Event(new("captain", "order-1"), "e-1"))], default);
        await letters.AddAsync(Samples.Letter("20260301T120000-a", orderId: "order-1"), default);
        time.Advance(TimeSpan.FromDays(2));

        await SweepAsync(sweep);

        Assert.Null((await letters.GetAsync("20260301T120000-a", default))!.Body);
    }

    [Fact]
    public async Task Any_number_ends_page_by_page_and_is_counted_and_logged_without_a_name()
    {
        using var metrics = new RecordedMetrics(telemetry);
        var sweep = Sweep(("Retention:PersonalData", "1.00:00:00"), ("Retention:Notifications", "1.00:00:00"));
        for (var number = 0; number < 250; number++)
        {
            _ = await orders.CommitAsync([Samples.New(Samples.Event(new("captain", $"order-{number}"), "e-1"))], default);
        }

        time.Advance(TimeSpan.FromDays(2));
        Assert.InRange(await SweepAsync(sweep), 3, 8);

        Assert.Equal(["orderrelay.retention.expired kind=personal_data 250"], metrics.Counters);
        Assert.Contains("PersonalData", log.All, StringComparison.Ordinal);
        Assert.DoesNotContain("order-", log.All, StringComparison.Ordinal);
        Assert.DoesNotContain("Ana", log.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_ends_that_is_not_asked_for()
    {
        var @event = Samples.Event(new("captain", "order-1"), "e-1");
        _ = await orders.CommitAsync([Samples.New(@event)], default);
        Assert.Equal((true, true, false), await KeptAsync(@event, Sweep(), days: 36_000));
        Assert.Empty(log.Events);
    }

    [Theory]
    [InlineData("RawBodies", "00:59:00")]
    [InlineData("PersonalData", "-1.00:00:00")]
    [InlineData("DeadLetters", "soon")]
    [InlineData("Notifications", "9000000.00:00:00")]
    public void Setting_that_makes_no_sense_is_named(string name, string value)
        => Assert.Contains($"Retention:{name}", Assert.Throws<ArgumentException>(() => Sweep(($"Retention:{name}", value))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(RetentionKind.DeadLetters, "a|b")]
    [InlineData(RetentionKind.RawBodies, null)]
    public void Mark_outlives_the_process_as_text(RetentionKind kind, string? cursor)
        => Assert.Equal(new RetentionMark(kind, cursor), RetentionMark.Parse(new RetentionMark(kind, cursor).ToString()));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("99|x")]
    [InlineData("Elsewhere|x")]
    public void Text_that_is_no_mark_starts_anew(string? text) => Assert.Equal(RetentionMark.Start, RetentionMark.Parse(text));

    public void Dispose() => telemetry.Dispose();

    private SweepRetention Sweep(params (string Name, string Value)[] settings) => new(
        RetentionOptions.From(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(static setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))).Build()),
        new(orders, letters, notifications, new(letters, orders)), telemetry, time, log);

    private async Task<(bool PersonalData, bool Raw, bool Letter)> KeptAsync(OrderEvent @event, SweepRetention sweep, int days)
    {
        time.Advance(TimeSpan.FromDays(days));
        _ = await SweepAsync(sweep);
        var row = Assert.Single(await orders.ReadEventsAsync(@event.Order, default));
        return (row.Event.Facts.Recipient is not null, row.Raw is not null, (await letters.GetAsync("20260301T120000-a", default))?.Body is not null);
    }

    private static async Task<int> SweepAsync(SweepRetention sweep)
    {
        var pages = 0;
        for (RetentionMark? mark = RetentionMark.Start; mark is { } next; pages++)
        {
            mark = await sweep.HandleAsync(next, default);
        }

        return pages;
    }
}
