using Microsoft.Data.Sqlite;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;

namespace OrderRelay.Local.Sqlite;

/// <summary>
/// A durable queue with peek-lock: a journal of what was enqueued, and a database of what became of it. Messages that wait together
/// become one write and one sync; a receiver that keeps up never reads from disk. Locks are in memory, since one process owns the
/// folder: they end with it.
/// </summary>
public sealed class SqliteEventQueue : IEventQueue, IQueueReceiver, IAsyncDisposable
{
    private readonly SqliteQueueOptions _options;
    private readonly TimeProvider _time;
    private readonly PendingMessages _pending;
    private readonly JournalFiles _files;
    private readonly JournalCommitter _journal;
    private readonly JournalKeeper _keeper;
    private readonly GroupCommitter<QueueSession> _committer;
    private readonly ReaderPool<QueueReader> _readers;
    private readonly QueueAlarm _alarm;
    private readonly CancellationTokenSource _closing = new();
    private int _disposed;

    private SqliteEventQueue(Database database, SqliteQueueOptions options, TimeProvider time, ProjectedMark? mark)
    {
        _options = options;
        _time = time;
        _pending = new(options, time);
        var recent = new RecentIds(options.DuplicateWindow, options.DuplicateWindowCount);
        var (files, lowest, last) = QueueOpening.Load(database, options, time.GetUtcNow(), _pending, recent, mark);
        _files = files;
        _committer = new(
            database, connection => new QueueSession(connection, files, lowest, WakeKeeper, time, mark), options.WalLimitBytes,
            static cause => new QueueUnavailableException("the queue's file cannot be written now: " + cause.Message, cause));
        _keeper = new(files, _committer, recent, options.DuplicateWindow, time, $"keep {options.FileName}");
        _journal = new(new(files, recent, _pending, last, Move, time), WakeKeeper, $"journal {options.FileName}");
        _readers = new(database, static connection => new QueueReader(connection));
        _alarm = new(_pending.NextMoment, ExpireLeases, time);
        _pending.Available = Ring;
        Ring();
    }

    /// <summary>Groups of messages written, and transactions committed, since it was opened.</summary>
    public long Commits => _journal.Commits + _committer.Commits;

    /// <summary>Writes what is enqueued.</summary>
    internal JournalCommitter Journal => _journal;

    /// <summary>Writes what becomes of it.</summary>
    internal GroupCommitter<QueueSession> Committer => _committer;

    /// <summary>Messages that one commit enqueues, as a moving average: with one request at a time it is one.</summary>
    internal double EnqueuedTogether => _journal.Session.EnqueuedTogether;

    /// <summary>Opens the queue of a data folder, creating it where there is none.</summary>
    /// <exception cref="DatabaseUnusableException">One of its files is damaged, missing, or written by a newer version.</exception>
    public static SqliteEventQueue Open(DataFolder folder, SqliteQueueOptions options, TimeProvider time) => Open(folder, options, time, null);

    /// <param name="folder">Where its files are.</param>
    /// <param name="options">How it behaves.</param>
    /// <param name="time">The clock.</param>
    /// <param name="mark">Says at the start whether the orders still have what was settled; null where they do not follow this queue.</param>
    internal static SqliteEventQueue Open(DataFolder folder, SqliteQueueOptions options, TimeProvider time, ProjectedMark? mark)
        => new(Database.Open(folder, QueueSchema.In(options.FileName)), options, time, mark);

    public ValueTask<EnqueueResult> EnqueueAsync(QueueMessage message, DateTimeOffset? notBefore, CancellationToken cancellationToken)
        => cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled<EnqueueResult>(cancellationToken)
            : notBefore is null ? new(_journal.Commit(new EnqueueWork(message, null))) : new(ScheduleAsync(new(message, notBefore.Value.UtcTicks)));

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
                _alarm.GiveUp(wake);
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
                _alarm.GiveUp(wake);
                throw;
            }
        }
    }

    public async ValueTask SettleAsync(IReadOnlyList<Settlement> settlements, CancellationToken cancellationToken)
    {
        var moves = new List<MessageMove>(settlements.Count);
        var rules = new MoveRules(_options.MaxDeliveryCount, _time.GetUtcNow());
        for (var index = 0; index < settlements.Count; index++)
        {
            var (message, outcome) = settlements[index];
            if (_pending.Release(message.LockToken, message.SequenceNumber) is { } released)
            {
                moves.Add(rules.Of(message, outcome, new(MoveKind.Remove, released.Segment, released.Offset, released.Row, released.Lease)));
            }
        }

        if (moves.Count > 0)
        {
            _ = await Move(moves);
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
        await _journal.DisposeAsync();
        await TidyAsync();
        _keeper.Dispose();
        _readers.Dispose();
        await _committer.DisposeAsync();
        _files.Dispose();
        _closing.Dispose();
    }

    /// <summary>Takes what was handled out of the journal and out of the database's log; in the database itself deleted content is
    /// overwritten already.</summary>
    internal async Task EmptyLogAsync()
    {
        _ = await _journal.Commit(new JournalWork(static session => session.Files.Seal()));
        await _keeper.EraseAsync();
        _ = await _committer.Commit(new QueueWork(static session => session.EmptyLog()));
    }

    /// <summary>Writes to the journal and to the database, to find out whether the disk takes it.</summary>
    internal Task ProbeAsync() => Task.WhenAll(
        _journal.Commit(new JournalWork(static session => session.Probe())), _committer.Commit(new QueueWork(static session => session.Probe())));

    private static QueueUnavailableException Unreadable(Exception failure)
        => new("the queue's files cannot be read now: " + failure.Message, failure);

    /// <summary>On the disk stays what the next process needs, and nothing that was handled.</summary>
    private async Task TidyAsync()
    {
        try
        {
            if (_pending.FirstUntouched() is { } first)
            {
                _ = await _committer.Commit(new QueueWork(session => session.UncountFrom(first)));
            }

            if (_files.Broken is null)
            {
                _files.Seal();
                await _keeper.EraseAsync();
            }
        }
        catch (Exception failure) when (failure is QueueUnavailableException or IOException)
        {
            // Messages keep one delivery too many in their count, and what was handled stays until a later end.
        }
    }

    /// <summary>It is kept once the journal has it; a row of its own is what it waits in.</summary>
    private async Task<EnqueueResult> ScheduleAsync(EnqueueWork work)
    {
        var result = await _journal.Commit(work);
        try
        {
            await (work.Moved ?? Task.CompletedTask);
        }
        catch (QueueUnavailableException)
        {
            // The move is tried again when its lease ends.
        }

        return result;
    }

    private Task<bool> Move(List<MessageMove> moves) => _committer.Commit(new SettleWork(moves, _pending));

    private void WakeKeeper() => _keeper?.Wake();

    private void Ring()
    {
        _alarm.Set();
        _alarm.WakeOne();
    }

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
            if (failure is SqliteException or IOException)
            {
                throw Unreadable(failure);
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

        var rules = new MoveRules(_options.MaxDeliveryCount, _time.GetUtcNow());
        for (var index = 0; index < moves.Count; index++)
        {
            moves[index] = rules.Expired(moves[index]);
        }

        // Nobody waits for it: on failure the messages are back under their lease and expire again.
        _ = Move(moves).ContinueWith(
            static task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }
}
