using System.Globalization;
using Azure.Data.Tables;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;

namespace OrderRelay.Functions.Tables;

/// <summary>
/// Runs the watch for stalled orders from where the run before ended. That mark is stored, because a timer's own record of its
/// last occurrence moves on when a run fails, and is not the instant at which the run looked.
/// </summary>
public sealed class StallWatch(WatchStalledOrders watch, RequestNotifications notifications, OrderTables tables, TimeProvider time)
{
    /// <summary>How far the very first run looks back: as long as two runs are apart.</summary>
    public static TimeSpan Interval { get; } = TimeSpan.FromMinutes(15);

    private const string Partition = "watch";
    private const string Row = "stalled";
    private const string TicksName = "LastEventTicks";
    private const string ProviderName = "Provider";
    private const string OrderIdName = "OrderId";

    /// <exception cref="StoreUnavailableException">The next run starts from the same mark.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var mark = await TableFaults.PassingAsync(() => LoadAsync(cancellationToken), cancellationToken);
        StallRun run;
        do
        {
            run = await watch.HandleAsync(mark, cancellationToken);
            _ = await notifications.HandleAsync(run.Stalled, time.GetUtcNow(), cancellationToken);
            mark = run.Next;

            // Stored at once, and not given up half way: what was announced is not to be announced again.
            await TableFaults.PassingAsync(() => SaveAsync(mark), CancellationToken.None);
        }
        while (run.More && !cancellationToken.IsCancellationRequested);
    }

    private async Task<SilenceMark> LoadAsync(CancellationToken cancellationToken)
    {
        var found = await tables.Index.GetEntityIfExistsAsync<TableEntity>(Partition, Row, cancellationToken: cancellationToken);
        if (!found.HasValue || found.Value!.GetString(TicksName) is not { } ticks)
        {
            return watch.Since(time.GetUtcNow() - Interval);
        }

        OrderKey? order = found.Value.GetString(ProviderName) is { } provider && found.Value.GetString(OrderIdName) is { } id ? new(provider, id) : null;
        return new(new(long.Parse(ticks, CultureInfo.InvariantCulture), TimeSpan.Zero), order);
    }

    /// <summary>The instant as text: the service's own dates begin in 1601 and cost nothing to avoid.</summary>
    private async Task<bool> SaveAsync(SilenceMark mark)
    {
        var entity = new TableEntity(Partition, Row) { [TicksName] = mark.LastEventAt.UtcTicks.ToString(CultureInfo.InvariantCulture) };
        if (mark.Order is { } order)
        {
            entity[ProviderName] = order.Provider;
            entity[OrderIdName] = order.OrderId;
        }

        await tables.Index.UpsertEntityAsync(entity, TableUpdateMode.Replace, CancellationToken.None);
        return true;
    }
}
