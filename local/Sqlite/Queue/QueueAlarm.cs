namespace OrderRelay.Local.Sqlite;

/// <summary>Receivers that wait, and the one timer that wakes them when a message comes due or a lock expires.</summary>
internal sealed class QueueAlarm : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private readonly Func<long?> _nextMoment;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private long _set = long.MaxValue;

    /// <param name="nextMoment">Ticks at which time alone changes something.</param>
    /// <param name="rings">Runs when that moment has come.</param>
    /// <param name="time">The clock.</param>
    public QueueAlarm(Func<long?> nextMoment, Action rings, TimeProvider time)
    {
        _nextMoment = nextMoment;
        _time = time;
        _timer = time.CreateTimer(
            _ =>
            {
                Volatile.Write(ref _set, long.MaxValue);
                rings();
                Set();
                WakeOne();
            },
            null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A wait that ends with the next wake-up; take it before looking, so that none is missed.</summary>
    public TaskCompletionSource Wait()
    {
        var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _waiting.Enqueue(waiting);
        }

        return waiting;
    }

    /// <summary>Ends a wait that is not needed. It may have been the one that was woken for a message: that is passed on.</summary>
    public void GiveUp(TaskCompletionSource waiting)
    {
        if (!waiting.TrySetCanceled())
        {
            WakeOne();
        }
    }

    /// <summary>Wakes one receiver; it wakes the next when it leaves something behind.</summary>
    public void WakeOne()
    {
        lock (_gate)
        {
            while (_waiting.TryDequeue(out var waiting))
            {
                if (waiting.TrySetResult())
                {
                    return;
                }
            }
        }
    }

    /// <summary>Sets the timer when the next moment is earlier than the one it is set to.</summary>
    public void Set()
    {
        if (_nextMoment() is not { } next)
        {
            return;
        }

        lock (_gate)
        {
            if (next >= _set)
            {
                return;
            }

            _set = next;
            var wait = TimeSpan.FromTicks(Math.Max(0, next - _time.GetUtcNow().UtcTicks));
            // A timer counts whole milliseconds: one too late is right, one too early would ring in vain.
            _ = _timer.Change(Round(wait), Timeout.InfiniteTimeSpan);
        }
    }

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private static TimeSpan Round(TimeSpan wait)
        => wait > TimeSpan.FromDays(40) ? TimeSpan.FromDays(40) : TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
}
