using System.Diagnostics;
using OrderRelay.Load.Events;
using OrderRelay.Load.Http;
using OrderRelay.Load.Measuring;

namespace OrderRelay.Load.Running;

/// <summary>One thread that drives its share of the connections.</summary>
internal sealed class Worker(
    LoadOptions options, Window window, Schedule schedule, IReadOnlyList<Connection> connections, RequestTemplate[] templates)
{
    private const long MaxWaitNanoseconds = 20_000_000;

    private readonly EventIds ids = new(options.Seed);
    private readonly ReadinessPoll poll = new(connections.Count);
    private readonly Queue<int> idle = new();
    private readonly long timeout = Window.Ticks(options.Timeout);
    private long nextCheckAt;
    private int underWay;

    public Tally Tally { get; } = new(window);

    /// <summary>Returns once every request that was due is answered or given up.</summary>
    public void Run(CancellationToken cancellationToken)
    {
        var now = Stopwatch.GetTimestamp();
        while (!cancellationToken.IsCancellationRequested)
        {
            Check(now);
            SendDue(now);
            if ((underWay == 0 && schedule.NextDue(now) == long.MaxValue) || now > window.Until + timeout)
                break;

            poll.Wait(WaitNanoseconds(now));
            for (var i = 0; i < connections.Count; i++)
            {
                if (poll.IsReady(i))
                    Handle(i);
            }

            now = Stopwatch.GetTimestamp();
        }

        GiveUp(Stopwatch.GetTimestamp());
    }

    private void SendDue(long now)
    {
        while (idle.TryPeek(out var index))
        {
            // A connection that broke while it was free may stand in the queue as closed, or twice once it is open again.
            var connection = connections[index];
            if (connection is not { IsOpen: true, DueAt: null })
            {
                idle.Dequeue();
                continue;
            }

            if (!schedule.TryTake(now, out var due))
                return;

            idle.Dequeue();
            var facts = connection.Events.Next();
            underWay++;
            if (!connection.Send(templates[facts.Stage].Fill(facts, ids), due, now))
                Break(index, Failure.Closed, now);
            else if (connection.WantsToWrite)
                poll.Watch(index, connection);
        }
    }

    private void Handle(int index)
    {
        var connection = connections[index];
        if (connection.WantsToWrite)
        {
            if (!connection.SendRest())
                Break(index, Failure.Closed, Stopwatch.GetTimestamp());
            else
                poll.Watch(index, connection);

            return;
        }

        var dueAt = connection.DueAt;
        var answer = connection.Receive();
        var now = Stopwatch.GetTimestamp();
        if (answer is not { State: not AnswerState.Malformed } good)
        {
            Break(index, answer is null ? Failure.Closed : Failure.Malformed, now);
        }
        else if (good.State == AnswerState.Whole)
        {
            underWay--;
            Tally.Answered(good.Status, dueAt!.Value, now);
            if (good.Close)
                Break(index, Failure.Closed, now);
            else
                idle.Enqueue(index);

            SendDue(now);
        }
    }

    /// <summary>Ends a connection and counts its request, if one was under way.</summary>
    private void Break(int index, Failure failure, long now)
    {
        var connection = connections[index];
        if (connection.DueAt is { } dueAt)
        {
            underWay--;
            Tally.Failed(failure, dueAt, now);
        }

        connection.Close();
        poll.Watch(index, connection);
    }

    /// <summary>Every few milliseconds: opens what is closed, ends what takes too long.</summary>
    private void Check(long now)
    {
        if (now < nextCheckAt)
            return;

        nextCheckAt = now + (Stopwatch.Frequency / 100);
        for (var i = 0; i < connections.Count; i++)
        {
            var connection = connections[i];
            if (connection.DueAt is not null && now - connection.SentAt > timeout)
                Break(i, Failure.TimedOut, now);

            if (!connection.IsOpen)
                Open(i, now);
        }
    }

    private void Open(int index, long now)
    {
        var connection = connections[index];
        if (!connection.TryOpen())
        {
            Tally.Failed(Failure.Connect, now, now);
            return;
        }

        poll.Watch(index, connection);
        idle.Enqueue(index);
    }

    private void GiveUp(long now)
    {
        for (var i = 0; i < connections.Count; i++)
            Break(i, Failure.TimedOut, now);

        if (now < window.Until)
            return;

        while (schedule.TryTake(now, out var dueAt))
            Tally.Failed(Failure.Unsent, dueAt, now);
    }

    private long WaitNanoseconds(long now)
    {
        var due = idle.Count == 0 ? long.MaxValue : schedule.NextDue(now);
        return due == long.MaxValue ? MaxWaitNanoseconds : Math.Clamp(Window.Nanoseconds(due - now), 0, MaxWaitNanoseconds);
    }
}
