using Azure.Data.Tables;
using OrderRelay.Core.Ports;
using OrderRelay.Core.Retention;

namespace OrderRelay.Functions.Tables;

/// <summary>
/// Sweeps for as long as one run of a function may take. Where it got to is stored with each page, so that the next run goes on there,
/// on whichever instance; a sweep that is through begins anew with the run after.
/// </summary>
public sealed class RetentionSweep(SweepRetention sweep, RetentionOptions options, OrderTables tables, TimeProvider time)
{
    /// <summary>Less than the function's time limit in host.json by more than any page takes.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(4);

    private static readonly TimeSpan PauseBetweenPages = TimeSpan.FromMilliseconds(100);

    private const string Partition = "watch";
    private const string Row = "retention";
    private const string MarkName = "Mark";

    /// <exception cref="StoreUnavailableException">The next run goes on from the last page that was saved.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!options.Any)
        {
            return;
        }

        var started = time.GetTimestamp();
        RetentionMark? mark = await TableFaults.PassingAsync(() => LoadAsync(cancellationToken), cancellationToken);
        while (mark is { } next && time.GetElapsedTime(started) < Longest)
        {
            mark = await PageAsync(next, cancellationToken);
            await TableFaults.PassingAsync(() => SaveAsync(mark, cancellationToken), cancellationToken);
            await Task.Delay(PauseBetweenPages, time, cancellationToken);
        }
    }

    /// <summary>The service takes a continuation back for a while only: one that it no longer knows begins that kind anew.</summary>
    private async Task<RetentionMark?> PageAsync(RetentionMark mark, CancellationToken cancellationToken)
    {
        try
        {
            return await sweep.HandleAsync(mark, cancellationToken);
        }
        catch (InvalidCursorException) when (mark.Cursor is not null)
        {
            return mark with { Cursor = null };
        }
    }

    private async Task<RetentionMark> LoadAsync(CancellationToken cancellationToken)
    {
        var found = await tables.Index.GetEntityIfExistsAsync<TableEntity>(Partition, Row, cancellationToken: cancellationToken);
        return RetentionMark.Parse(found.HasValue ? found.Value!.GetString(MarkName) : null);
    }

    private async Task<bool> SaveAsync(RetentionMark? mark, CancellationToken cancellationToken)
    {
        await tables.Index.UpsertEntityAsync(new TableEntity(Partition, Row) { [MarkName] = mark?.ToString() ?? "" }, TableUpdateMode.Replace, cancellationToken);
        return true;
    }
}
