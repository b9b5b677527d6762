using OrderRelay.Core.Ports;

namespace OrderRelay.Local.Sqlite;

/// <summary>
/// Keeps the journal short and the next file ready, on a thread beside those that commit. A file goes once all of its messages are
/// settled and the disk knows it: what was put off or died has its row by then, and what is still within the duplicate window its id.
/// </summary>
internal sealed class JournalKeeper : IDisposable
{
    /// <summary>Milliseconds until a file that could not be made ready is tried again: each attempt takes the last room of a disk
    /// for a while.</summary>
    private const int PreparesAgain = 1000;

    private readonly object _gate = new();
    private readonly JournalFiles _files;
    private readonly GroupCommitter<QueueSession> _database;
    private readonly RecentIds _recent;
    private readonly TimeSpan _window;
    private readonly TimeProvider _time;
    private readonly Thread _thread;
    private readonly Queue<TaskCompletionSource> _erasures = new();
    private long _preparesAt;
    private bool _wanted;
    private bool _stopping;

    /// <param name="files">The journal.</param>
    /// <param name="database">Knows what is settled.</param>
    /// <param name="recent">Says which ids left the window.</param>
    /// <param name="window">How long ids are remembered.</param>
    /// <param name="time">The clock.</param>
    /// <param name="name">Of the thread.</param>
    public JournalKeeper(
        JournalFiles files, GroupCommitter<QueueSession> database, RecentIds recent, TimeSpan window, TimeProvider time, string name)
    {
        (_files, _database, _recent, _window, _time) = (files, database, recent, window, time);
        _thread = new Thread(Run) { IsBackground = true, Name = name };
        _thread.Start();
    }

    /// <summary>A file may be used up, or the next one wanted.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            _wanted = true;
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Takes what was handled out of every file but the one that is appended to, which was just sealed.</summary>
    /// <exception cref="QueueUnavailableException">The disk refuses it.</exception>
    public Task EraseAsync()
    {
        var erased = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_stopping)
            {
                erased.SetException(new QueueUnavailableException("the queue is closed"));
                return erased.Task;
            }

            _erasures.Enqueue(erased);
            Monitor.Pulse(_gate);
        }

        return erased.Task;
    }

    /// <summary>Ends, after the erasures that were asked for.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _stopping = true;
            Monitor.Pulse(_gate);
        }

        _thread.Join();
    }

    private static bool IsStorage(Exception failure)
        => failure is IOException or UnauthorizedAccessException or InvalidDataException or QueueUnavailableException;

    private void Run()
    {
        while (Take(out var erasure))
        {
            try
            {
                Tidy();
                if (erasure is not null)
                {
                    Erase();
                    erasure.SetResult();
                }
            }
            catch (Exception failure) when (IsStorage(failure))
            {
                // A file that could not go, or be made ready, is tried again with the next one that is used up.
                erasure?.SetException(failure as QueueUnavailableException
                    ?? new QueueUnavailableException("what was handled cannot be removed from the queue's journal now: " + failure.Message, failure));
            }
            finally
            {
                if (erasure is not null)
                {
                    _files.Erased();
                }
            }
        }
    }

    private bool Take(out TaskCompletionSource? erasure)
    {
        lock (_gate)
        {
            while (!_erasures.TryDequeue(out erasure) && !_wanted)
            {
                if (_stopping)
                {
                    return false;
                }

                _ = Monitor.Wait(_gate);
            }

            _wanted = false;
            return true;
        }
    }

    private void Tidy()
    {
        RemoveSettled();
        if (_files.WantsNext && Environment.TickCount64 >= _preparesAt)
        {
            _preparesAt = Environment.TickCount64 + PreparesAgain;
            _files.Prepare();
            _preparesAt = 0;
        }
    }

    private void RemoveSettled()
    {
        while (_database.Session.Low >= _files.FrontEnd)
        {
            var file = _files.Sealed()[0];
            var ids = RememberedIds.Of(file, (_time.GetUtcNow() - _window).UtcTicks);
            Commit(new QueueWork(session => session.Leave(file.Number, ids, _recent.TrimmedTo), durable: true));
            _files.DropFront();
        }
    }

    private void Erase()
    {
        SettledMessages? settled = null;
        Commit(new QueueWork(session => settled = session.Settled(), durable: true));
        RemoveSettled();
        foreach (var file in _files.Sealed())
        {
            JournalErasure.Run(file, settled!);
        }
    }

    /// <summary>This thread has nothing else to do meanwhile.</summary>
    private void Commit(QueueWork work) => _ = _database.Commit(work).GetAwaiter().GetResult();
}
