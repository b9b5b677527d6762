using OrderRelay.Core.Pipeline;

namespace OrderRelay.Local.Hosting;

/// <summary>
/// A thread that projects the messages of its share of the orders, in the order in which they come. While it waits for its
/// commit the other lanes map and fold; changes that wait together are committed together.
/// </summary>
internal sealed class ProjectionLane : IDisposable
{
    /// <summary>What a lane holds while it works lives through garbage collections, in which requests wait.</summary>
    private const int Together = 128;

    private readonly ProjectOrder _project;
    private readonly LaneTurns _turns;
    private readonly Action<Exception> _broke;
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _waiting = new(0);
    private readonly Queue<(ReceivedBatch Batch, int Index)> _queue = new();
    private readonly Thread _thread;
    private bool _closed;

    /// <param name="number">For the thread's name.</param>
    /// <param name="project">Projects what the lane is given.</param>
    /// <param name="turns">Says when it may work.</param>
    /// <param name="broke">Is told of a failure that the projection did not foresee.</param>
    public ProjectionLane(int number, ProjectOrder project, LaneTurns turns, Action<Exception> broke)
    {
        _project = project;
        _turns = turns;
        _broke = broke;
        _thread = new Thread(Run) { IsBackground = true, Name = $"project {number}" };
        _thread.Start();
    }

    public void Add(ReceivedBatch batch, int index)
    {
        bool idle;
        lock (_gate)
        {
            idle = _queue.Count == 0;
            _queue.Enqueue((batch, index));
        }

        if (idle)
        {
            _ = _waiting.Release();
        }
    }

    /// <summary>Projects what was added and ends the thread.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
        }

        _ = _waiting.Release();
        _thread.Join();
        _waiting.Dispose();
    }

    private void Run()
    {
        var taken = new List<(ReceivedBatch Batch, int Index)>(Together);
        while (Take(taken))
        {
            _turns.Take(() => Project(taken));
            taken.Clear();
        }
    }

    /// <returns>False once the lane is closed and empty.</returns>
    private bool Take(List<(ReceivedBatch, int)> taken)
    {
        while (true)
        {
            lock (_gate)
            {
                while (taken.Count < Together && _queue.TryDequeue(out var next))
                {
                    taken.Add(next);
                }

                if (taken.Count > 0 || _closed)
                {
                    return taken.Count > 0;
                }
            }

            _waiting.Wait();
        }
    }

    private void Project(List<(ReceivedBatch Batch, int Index)> taken)
    {
        IReadOnlyList<Outcome>? outcomes = null;
        try
        {
            // The thread has nothing else to do meanwhile, and keeps its orders' events in their order.
            outcomes = _project.HandleAsync(taken.ConvertAll(static next => next.Batch.ItemAt(next.Index)), CancellationToken.None).AsTask().GetAwaiter().GetResult();
        }
#pragma warning disable CA1031 // The lane must outlive any failure: its messages come back when their lock expires.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _broke(exception);
        }

        for (var index = 0; index < taken.Count; index++)
        {
            taken[index].Batch.Complete(taken[index].Index, outcomes?[index]);
        }
    }
}
