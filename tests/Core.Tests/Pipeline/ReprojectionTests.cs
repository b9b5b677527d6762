using System.Text;
using OrderRelay.Contracts;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using OrderRelay.Core.Providers;

namespace OrderRelay.Core.Tests.Pipeline;

public sealed class ReprojectionTests
{
    private static readonly OrderKey Key = new("captain", "o1");
    private static readonly string Raw = ProjectionRig.Captain("u1", 1, "completed");

    [Fact]
    public async Task Order_mapped_wrongly_once_becomes_what_its_bytes_say_today()
    {
        using var rig = new RecoveryRig();
        await GivenOldMappingAsync(rig, Raw);

        var dry = (await rig.Reprojection.RebuildAsync(Key, dryRun: true, default))!;
        Assert.Equal((Headline.PickedUp, Headline.Delivered, 1, 0), (dry.HeadlineBefore, dry.HeadlineAfter, dry.EventsChanged, dry.EventsKept));
        Assert.Contains("headline", dry.Fields);
        Assert.DoesNotContain(dry.Fields, static field => field.Contains("Ana", StringComparison.Ordinal));
        Assert.Equal(Headline.PickedUp, (await rig.Orders.LoadAsync([Key], default))[0]!.State.Headline);

        _ = await rig.Reprojection.RebuildAsync(Key, dryRun: false, default);
        Assert.Equal(Headline.Delivered, (await rig.Orders.LoadAsync([Key], default))[0]!.State.Headline);
        var again = (await rig.Reprojection.RebuildAsync(Key, dryRun: false, default))!;
        Assert.False(again.IsChanged);
    }

    [Fact]
    public async Task Event_whose_bytes_are_gone_keeps_its_stored_mapping()
    {
        using var rig = new RecoveryRig();
        await GivenOldMappingAsync(rig, null);

        var rebuild = (await rig.Reprojection.RebuildAsync(Key, dryRun: false, default))!;

        Assert.Equal((false, 1), (rebuild.IsChanged, rebuild.EventsKept));
        Assert.Null(await rig.Reprojection.RebuildAsync(new("captain", "none"), dryRun: false, default));
    }

    [Fact]
    public async Task Event_that_comes_in_between_is_not_lost()
    {
        using var rig = new RecoveryRig();
        await GivenOldMappingAsync(rig, Raw);
        var later = ProjectionRig.Captain("u2", 9, "failed");
        var store = new Interrupted(rig.Orders, async () =>
        {
            await rig.GivenLetterAsync(later);
            var job = await rig.Jobs.ReplayAsync(rig.Jobs.Asked(JobKind.Replay, "alice"), default);
            _ = await rig.Replays.StepAsync(job, default);
            await rig.DrainAsync();
        });

        _ = await new Reprojection(store, ProviderCatalog.Default).RebuildAsync(Key, dryRun: false, default);

        var state = (await rig.Orders.LoadAsync([Key], default))[0]!.State;
        Assert.Equal(2, state.Events);
        var mapped = new[] { Raw, later }.Select(static body => ProviderCatalog.Default.Find("captain")!.Map(Encoding.UTF8.GetBytes(body)).Event!);
        Assert.Equal(OrderJson.Write(OrderProjection.Fold([.. mapped]).State), OrderJson.Write(state));
    }

    [Fact]
    public async Task Job_rebuilds_every_order_and_is_audited()
    {
        using var rig = new RecoveryRig();
        await GivenOldMappingAsync(rig, Raw);
        var job = await rig.Jobs.ReprojectAsync(null, "alice", default);

        _ = await rig.Reprojects.StepAsync(job, default);

        var ended = await rig.JobAsync(job.Id);
        Assert.Equal((JobStatus.Done, 1L, 1L, 1L), (ended.Status, ended.Total, ended.Done, ended.Changed));
        Assert.Equal("1 of 1 orders changed", Assert.Single((await rig.Operations.ListAsync(AuditAction.Reproject, null, 9, default)).Entries).Outcome);
    }

    /// <summary>As a mapping of yesterday read it: picked up, where its bytes say completed.</summary>
    private static async Task GivenOldMappingAsync(RecoveryRig rig, string? raw)
    {
        var today = ProviderCatalog.Default.Find("captain")!.Map(Encoding.UTF8.GetBytes(Raw)).Event!;
        var old = today with { Move = OrderMove.To(DeliveryStatus.PickedUp, "completed") };
        var row = Samples.Row(old) with { Raw = raw is null ? (ReadOnlyMemory<byte>?)null : Encoding.UTF8.GetBytes(raw) };
        var results = await rig.Orders.CommitAsync([Samples.Change(null, [old], row)], default);
        Assert.Equal(CommitResult.Committed, Assert.Single(results));
    }

    /// <summary>Lets something happen between the read and the first commit.</summary>
    private sealed class Interrupted(IOrderStore inner, Func<Task> interruption) : IOrderStore
    {
        private bool happened;

        public ValueTask<IReadOnlyList<StoredOrder?>> LoadAsync(IReadOnlyList<OrderKey> keys, CancellationToken cancellationToken)
            => inner.LoadAsync(keys, cancellationToken);

        public ValueTask<IReadOnlyList<EventRow>> ReadEventsAsync(OrderKey key, CancellationToken cancellationToken)
            => inner.ReadEventsAsync(key, cancellationToken);

        public async ValueTask<IReadOnlyList<CommitResult>> CommitAsync(IReadOnlyList<OrderChange> changes, CancellationToken cancellationToken)
        {
            if (!happened)
            {
                happened = true;
                await interruption();
            }

            return await inner.CommitAsync(changes, cancellationToken);
        }
    }
}
