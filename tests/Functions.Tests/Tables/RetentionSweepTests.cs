using Azure.Data.Tables;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using OrderRelay.Contracts;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using OrderRelay.Core.Retention;
using OrderRelay.Core.Telemetry;
using OrderRelay.Functions.Blobs;
using OrderRelay.Functions.Tables;
using OrderRelay.Functions.Tests.Storage;

namespace OrderRelay.Functions.Tests.Tables;

public sealed class RetentionSweepTests : IDisposable
{
    private readonly RelayTelemetry telemetry = new(TimeProvider.System);

    [Fact]
    public async Task Run_sweeps_every_kind_and_the_next_one_begins_anew()
    {
        var storage = await TestStorage.CreateAsync();
        await AddAsync(storage, "order-1");
        await RunAsync(storage);
        Assert.Null(await RawAsync(storage, "order-1"));
        Assert.NotNull((await storage.Orders.LoadOneAsync(new("captain", "order-1")))!.ErasedAt);

        await AddAsync(storage, "order-2");
        await RunAsync(storage);
        Assert.Null(await RawAsync(storage, "order-2"));
    }

    [Fact]
    public async Task Run_goes_on_where_the_one_before_was_cut_off()
    {
        var storage = await TestStorage.CreateAsync();
        await AddAsync(storage, "order-1");
        await MarkAsync(storage, new(RetentionKind.DeadLetters, null));
        await RunAsync(storage);
        Assert.NotNull(await RawAsync(storage, "order-1"));

        await RunAsync(storage);
        Assert.Null(await RawAsync(storage, "order-1"));
    }

    [Fact]
    public async Task Continuation_that_the_service_forgot_begins_its_kind_anew()
    {
        var storage = await TestStorage.CreateAsync();
        await AddAsync(storage, "order-1");
        await MarkAsync(storage, new(RetentionKind.PersonalData, "no continuation at all"));
        await RunAsync(storage);
        Assert.Null(await RawAsync(storage, "order-1"));
    }

    [Fact]
    public async Task Nothing_is_asked_of_the_service_while_nothing_ends()
    {
        var storage = await TestStorage.CreateAsync();
        await SweepOf(storage).RunAsync(default);
        Assert.Equal(0, storage.Requests.Count("", ""));
    }

    /// <summary>An event and the letter that it came back from share a blob; so do two letters.</summary>
    [Fact]
    public async Task Body_in_a_blob_stays_while_another_row_points_to_it()
    {
        var storage = await TestStorage.CreateAsync();
        var body = new byte[900_000];
        var @event = Samples.Event(new("captain", "order-1"), "e-1");
        Assert.Equal([CommitResult.Committed], await storage.Orders.CommitAsync([Samples.Change(null, [@event], Samples.Row(@event) with { Raw = body })], default));
        foreach (var id in (string[])["20260301T120000-a", "20260301T120000-b"])
        {
            await storage.DeadLetters.AddAsync(Samples.Letter(id) with { Body = body, Status = DeadLetterStatus.Resolved }, default);
        }

        var expiry = new TableDeadLetterExpiry(storage.Tables, storage.Archive);
        Assert.Equal(2, (await expiry.ExpireAsync(Samples.Noon.AddDays(1), Samples.Noon.AddDays(1), null, 10, default)).Expired);
        Assert.Equal(body.Length, (await RawAsync(storage, "order-1"))!.Value.Length);

        _ = await new TableOrderExpiry(storage.Tables, storage.Archive).ExpireBodiesAsync(Samples.Noon.AddDays(1), null, 10, default);
        Assert.Empty(await storage.Archive.NamesAsync("", default));
    }

    [Fact]
    public async Task Blob_that_a_message_left_goes_with_the_body_that_its_row_holds()
    {
        var storage = await TestStorage.CreateAsync();
        var body = new byte[300_000];
        var @event = Samples.Event(new("captain", "order-1"), "e-1");
        await storage.Archive.PutAsync(BodyName.Of("captain", "order-1", body), body, default);
        Assert.Equal([CommitResult.Committed], await storage.Orders.CommitAsync([Samples.Change(null, [@event], Samples.Row(@event) with { Raw = body })], default));

        _ = await new TableOrderExpiry(storage.Tables, storage.Archive).ExpireBodiesAsync(Samples.Noon.AddDays(1), null, 10, default);
        Assert.Empty(await storage.Archive.NamesAsync("", default));
    }

    public void Dispose() => telemetry.Dispose();

    private static async Task AddAsync(TestStorage storage, string order)
        => Assert.Equal([CommitResult.Committed], await storage.Orders.CommitAsync([Samples.New(Samples.Event(new("captain", order), "e-1"))], default));

    private static ValueTask<ReadOnlyMemory<byte>?> RawAsync(TestStorage storage, string order)
        => storage.Queries.ReadRawAsync(new("captain", order), new("e-1"), null, default);

    private static async Task MarkAsync(TestStorage storage, RetentionMark mark)
        => await storage.Tables.Index.UpsertEntityAsync(new TableEntity("watch", "retention") { ["Mark"] = mark.ToString() });

    private Task RunAsync(TestStorage storage) => SweepOf(
        storage, ("Retention:RawBodies", "1.00:00:00"), ("Retention:PersonalData", "2.00:00:00"), ("Retention:DeadLetters", "3.00:00:00"), ("Retention:Notifications", "4.00:00:00")).RunAsync(default);

    private RetentionSweep SweepOf(TestStorage storage, params (string Name, string Value)[] settings)
    {
        var options = RetentionOptions.From(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(static setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))).Build());
        var stores = new RetentionStores(
            new TableOrderExpiry(storage.Tables, storage.Archive), new TableDeadLetterExpiry(storage.Tables, storage.Archive), new TableNotificationExpiry(storage.Tables),
            new(storage.DeadLetters, storage.Queries));
        return new(new(options, stores, telemetry, Later.Instance, NullLogger<SweepRetention>.Instance), options, storage.Tables, Later.Instance);
    }

    /// <summary>The system's clock, on a later day.</summary>
    private sealed class Later : TimeProvider
    {
        public static Later Instance { get; } = new();

        public override DateTimeOffset GetUtcNow() => Samples.Noon.AddDays(100);
    }
}
