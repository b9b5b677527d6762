using Microsoft.Data.Sqlite;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;

namespace OrderRelay.Local.Sqlite;

/// <summary>
/// A durable queue with peek-lock in one file. Messages that wait together become one row and one synced commit; a receiver
/// that keeps up never reads from disk. Locks are in memory, since one process owns the folder: they end with it.
/// </summary>
public sealed class SqliteEventQueue : IEventQueue, IQueueReceiver, IAsyncDisposable
{
    private readonly SqliteQueueOptions _options;
    private readonly TimeProvider _time;
    private readonly PendingMessages _pending;
    private readonly GroupCommitter<QueueSession> _committer;
    private readonly ReaderPool<QueueReader> _readers;
    private readonly QueueAlarm _alarm;
    private readonly CancellationTokenSource _closing = new();
    private int _disposed;

    private SqliteEventQueue(Database database, SqliteQueueOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _pending = new(options, time);
        var recent = new RecentIds(options.DuplicateWindow, options.DuplicateWindowCount);
        var next = Load(database, recent);
        _committer = new(
            database, connection => new QueueSession(connection, recent, _pending, next, time), options.WalLimitBytes,
            static cause => new QueueUnavailableException("the queue's file cannot be written now: " + cause.Message, cause));
        _readers = new(database, static connection => new QueueReader(connection));
        _alarm = new(_pending.NextMoment, ExpireLeases, time);
        _pending.Available = Ring;
        Ring();
    }

    /// <summary>Transactions committed since it was opened.</summary>
    public long Commits => _committer.Commits;

    internal GroupCommitter<QueueSession> Committer => _committer;

    /// <summary>Messages that one commit enqueues, as a moving average: with one request at a time it is one.</summary>
    internal double EnqueuedTogether => _committer.Session.EnqueuedTogether;

    /// <summary>Opens the queue of a data folder, creating it where there is none.</summary>
    /// <exception cref="DatabaseUnusableException">Its file is damaged, or written by a newer version.</exception>
    public static SqliteEventQueue Open(DataFolder folder, SqliteQueueOptions options, TimeProvider time)
        => new(Database.Open(folder, QueueSchema.In(options.FileName)), options, time);

    public ValueTask<EnqueueResult> EnqueueAsync(QueueMessage message, DateTimeOffset? notBefore, CancellationToken cancellationToken)
        => cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled<EnqueueResult>(cancellationToken)
            : new(_committer.Commit(new EnqueueWork(message, notBefore?.UtcTicks)));

    public async ValueTask<IReadOnlyList<ReceivedMessage>> ReceiveAsync(int max, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing.Token);
        while (true)
        {
            either.Token.ThrowIfCancellationRequested();
            // Nothing is left of a lease that a jump of the clock ended meanwhile.
            if (_pending.Take(max) is { } lease)
            {
                if (await HandOutAsync(lease) is { Count: > 0 } messages)
                {
                    return messages;
                }

                continue;
            }

            var wake = _alarm.Wait();
            if (_pending.Take(max) is { } arrived)
            {
                GiveUpWaiting(wake);
                if (await HandOutAsync(arrived) is { Count: > 0 } messages)
                {
                    return messages;
                }

                continue;
            }

            try
            {
                await wake.Task.WaitAsync(either.Token);
            }
            catch (OperationCanceledException)
            {
                GiveUpWaiting(wake);
                throw;
            }
        }
    }

    public async ValueTask SettleAsync(IReadOnlyList<Settlement> settlements, CancellationToken cancellationToken)
    {
        var moves = new List<MessageMove>(settlements.Count);
        for (var index = 0; index < settlements.Count; index++)
        {
            var (message, outcome) = settlements[index];
            if (_pending.Release(message.LockToken, message.SequenceNumber) is { } released)
            {
                moves.Add(MoveOf(message, outcome, new(MoveKind.Remove, released.Segment, released.Offset, released.Row, released.Lease)));
            }
        }

        if (moves.Count > 0)
        {
            _ = await _committer.Commit(new SettleWork(moves, _pending));
        }
    }

    public ValueTask<IReadOnlyList<DeadMessage>> PeekDeadAsync(int max, CancellationToken cancellationToken)
    {
        try
        {
            return ValueTask.FromResult<IReadOnlyList<DeadMessage>>(_readers.Read(max, static (reader, max) => reader.Dead(max)));
        }
        catch (SqliteException failure)
        {
            return ValueTask.FromException<IReadOnlyList<DeadMessage>>(Unreadable(failure));
        }
    }

    public async ValueTask RemoveDeadAsync(IReadOnlyList<long> sequenceNumbers, CancellationToken cancellationToken)
    {
        var removed = 0;
        _ = await _committer.Commit(new QueueWork(session =>
        {
            removed = 0;
            foreach (var sequenceNumber in sequenceNumbers)
            {
                session.RemoveDead(sequenceNumber, ref removed);
            }
        }));
        _pending.AddDead(-removed);
    }

    public ValueTask<QueueDepth?> GetDepthAsync(CancellationToken cancellationToken)
    {
        var (active, scheduled, dead, oldest) = _pending.Depth();
        return ValueTask.FromResult<QueueDepth?>(new(active, scheduled, dead, oldest is { } ticks ? QueueReader.At(ticks) : null));
    }

    /// <summary>Ends waiting receives, commits what is under way and closes the file. Unsettled messages are delivered again
    /// by the next process.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        await _closing.CancelAsync();
        await _alarm.DisposeAsync();
        if (_pending.FirstUntouched() is { } first)
        {
            try
            {
                _ = await _committer.Commit(new QueueWork(session => session.UncountFrom(first)));
            }
            catch (QueueUnavailableException)
            {
                // They keep one delivery too many in their count.
            }
        }

        _readers.Dispose();
        await _committer.DisposeAsync();
        _closing.Dispose();
    }

    /// <summary>Takes out of the log what was handled; in the file itself deleted content is overwritten already.</summary>
    internal Task EmptyLogAsync() => _committer.Commit(new QueueWork(static session => session.EmptyLog()));

    /// <summary>Writes a row, to find out whether the file takes it.</summary>
    internal Task ProbeAsync() => _committer.Commit(new QueueWork(static session => session.Probe()));

    private static QueueUnavailableException Unreadable(SqliteException failure)
        => new("the queue's file cannot be read now: " + failure.Message, failure);

    private long Load(Database database, RecentIds recent)
    {
        using var connection = database.OpenWriter();
        try
        {
            return new QueueLoader(connection, _options, _time.GetUtcNow().UtcTicks).Load(_pending, recent);
        }
        catch (SqliteException failure)
        {
            throw DatabaseUnusableException.Damaged(database.Path, failure.Message, failure);
        }
    }

    private void Ring()
    {
        _alarm.Set();
        _alarm.WakeOne();
    }

    /// <summary>This waiter may have been the one that was woken for a message: pass it on.</summary>
    private void GiveUpWaiting(TaskCompletionSource wake)
    {
        if (!wake.TrySetCanceled())
        {
            _alarm.WakeOne();
        }
    }

    private MessageMove MoveOf(ReceivedMessage message, Outcome outcome, MessageMove done) => outcome switch
    {
        Outcome.Retry retry when message.DeliveryCount >= _options.MaxDeliveryCount => done with
        {
            Kind = MoveKind.Bury,
            Deliveries = message.DeliveryCount,
            Reason = DeadLetterReason.AttemptsExhausted,
            Text = AttemptsText.Of(message.DeliveryCount, retry.Text),
        },
        Outcome.Retry retry => done with
        {
            Kind = MoveKind.Wait,
            Deliveries = message.DeliveryCount,
            Due = (_time.GetUtcNow() + retry.Delay).UtcTicks,
        },
        Outcome.DeadLetter dead => done with
        {
            Kind = MoveKind.Bury,
            Deliveries = message.DeliveryCount,
            Reason = dead.Reason,
            Text = dead.Text,
            ExceptionType = dead.ExceptionType,
        },
        _ => done,
    };

    private async ValueTask<IReadOnlyList<ReceivedMessage>> HandOutAsync(Lease lease)
    {
        try
        {
            // Something may be left for the next receiver, and the lock's end may be the timer's next moment.
            Ring();
            var rows = _pending.RowsOf(lease);
            if (lease.Uncounted is not null || rows.Count > 0)
            {
                _ = await _committer.Commit(new CountDeliveryWork(lease.Uncounted ?? [], rows));
            }

            return LeasedMessages.Read(lease, _pending, _readers);
        }
        catch (Exception failure)
        {
            _pending.EndSoon(lease, TimeSpan.FromSeconds(1));
            if (failure is SqliteException unreadable)
            {
                throw Unreadable(unreadable);
            }

            throw;
        }
    }

    private void ExpireLeases()
    {
        var moves = _pending.TakeExpired();
        if (moves.Count == 0)
        {
            return;
        }

        for (var index = 0; index < moves.Count; index++)
        {
            if (moves[index].Deliveries >= _options.MaxDeliveryCount)
            {
                moves[index] = moves[index] with
                {
                    Kind = MoveKind.Bury,
                    Reason = DeadLetterReason.AttemptsExhausted,
                    Text = AttemptsText.Of(moves[index].Deliveries, "its lock expired"),
                };
            }
        }

        // Nobody waits for it: on failure the messages are back under their lease and expire again.
        _ = _committer.Commit(new SettleWork(moves, _pending)).ContinueWith(
            static task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }
}
