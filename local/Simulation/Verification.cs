using System.Net;
using OrderRelay.Local.Cli;

namespace OrderRelay.Local.Simulation;

/// <summary>
/// Compares every order of a run with what is true of it. Waits until the relay has nothing queued, then looks again at what
/// differs until it differs no more or the time is over.
/// </summary>
internal sealed class Verification(RelayClient relay, SimulationRun run, TimeProvider time)
{
    private const int Connections = 8;

    /// <summary>Differences that are kept to be shown; the others are only counted.</summary>
    private const int MaxShown = 100;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    private long compared;

    /// <summary>What it is doing, for people.</summary>
    public string Doing { get; private set; } = "waiting for the pipeline";

    /// <summary>How much of it is done, from 0 to 1.</summary>
    public double Part => run.Orders is > 0 and var orders ? Math.Min(1, Volatile.Read(ref compared) / (double)orders) : 1;

    /// <param name="settle">How long the pipeline may take, from now on.</param>
    /// <param name="grace">How long a difference may last once nothing is queued any more: the last batch is committed a moment later.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="HttpRequestException">The relay refused to answer, or is gone.</exception>
    public async Task<VerificationResult> RunAsync(TimeSpan settle, TimeSpan grace, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var drained = await DrainAsync(started, settle, cancellationToken);
        var settled = time.GetElapsedTime(started);
        Doing = "comparing orders";
        var (wrong, shown) = await CompareAsync(run.Begun(), cancellationToken);
        var patience = time.GetElapsedTime(started) + grace;
        while (wrong.Count > 0 && (time.GetElapsedTime(started) is var elapsed && elapsed < (drained ? patience : settle)))
        {
            Doing = $"looking again at {wrong.Count} orders";
            await Task.Delay(Poll, time, cancellationToken);
            (wrong, shown) = await CompareAsync(wrong, cancellationToken);
            settled = time.GetElapsedTime(started);
        }

        return new(run.Orders, wrong.Count, drained, settled, shown);
    }

    /// <returns>True when nothing is queued; false when the relay cannot tell, or the time was over.</returns>
    private async Task<bool> DrainAsync(long started, TimeSpan settle, CancellationToken cancellationToken)
    {
        while (true)
        {
            var queue = (await relay.StatsAsync(cancellationToken)).Queue;
            if (queue is null or { Active: 0, Scheduled: 0 } || time.GetElapsedTime(started) >= settle)
            {
                return queue is { Active: 0, Scheduled: 0 };
            }

            Doing = FormattableString.Invariant($"waiting for the pipeline: {queue.Active + queue.Scheduled} queued");
            await Task.Delay(Poll, time, cancellationToken);
        }
    }

    private async Task<(List<long> Wrong, IReadOnlyList<OrderDifference> Shown)> CompareAsync(IEnumerable<long> numbers, CancellationToken cancellationToken)
    {
        var wrong = new List<long>();
        var shown = new List<OrderDifference>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Connections, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(numbers, parallel, async (number, token) =>
        {
            var differences = await DifferencesOfAsync(run.TruthOf(number), token);
            Interlocked.Increment(ref compared);
            if (differences.Count > 0)
            {
                lock (wrong)
                {
                    wrong.Add(number);
                    shown.AddRange(differences.Take(MaxShown - shown.Count));
                }
            }
        });
        return (wrong, shown);
    }

    private async Task<IReadOnlyList<OrderDifference>> DifferencesOfAsync(OrderTruth truth, CancellationToken cancellationToken)
    {
        try
        {
            var order = await relay.OrderAsync(truth.Provider, truth.OrderId, cancellationToken);
            return OrderDifference.Of(truth, order, await relay.TimelineAsync(truth.Provider, truth.OrderId, cancellationToken));
        }
        catch (HttpRequestException exception) when (exception.StatusCode is HttpStatusCode.NotFound)
        {
            return OrderDifference.Of(truth, null, null);
        }
    }
}

/// <summary>What a comparison came to.</summary>
/// <param name="Orders">Orders compared.</param>
/// <param name="Wrong">Orders of which something is shown that is not true.</param>
/// <param name="Drained">The relay said that nothing was queued any more.</param>
/// <param name="Settled">How long the pipeline took after the last answer, as far as it was waited for.</param>
/// <param name="Differences">The first of them.</param>
internal sealed record VerificationResult(long Orders, long Wrong, bool Drained, TimeSpan Settled, IReadOnlyList<OrderDifference> Differences);
