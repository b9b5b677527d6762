namespace OrderRelay.Local.Simulation;

/// <summary>One connection: sends what is due, waits for the answer, and sends again what was not acknowledged.</summary>
internal sealed class Lane(LaneTraffic traffic, Pace pace, WebhookSender sender, SimulationOptions options, SimulationTally tally, TimeProvider time)
{
    /// <summary>Webhooks that wait for another attempt, at most: a receiver that is down must not fill memory with them.</summary>
    private const int MaxWaiting = 1000;

    private readonly PriorityQueue<(LaneSend Send, int Attempt), long> waiting = new();
    private bool over;

    public LaneTraffic Traffic => traffic;

    /// <summary>Returns once everything was acknowledged or given up.</summary>
    /// <param name="started">The timestamp at which the run began.</param>
    /// <param name="until">The timestamp from which on nothing new is begun.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    public async Task RunAsync(long started, long until, CancellationToken cancellationToken)
    {
        pace.Start(started);
        var idleUntil = 0L;
        while (!over || waiting.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var now = time.GetTimestamp();
            var retryDue = waiting.TryPeek(out _, out var first) ? first : long.MaxValue;
            var due = over || waiting.Count >= MaxWaiting ? long.MaxValue : pace.NextDue(now);
            over |= due is not long.MaxValue && due >= until;
            if (over)
            {
                due = long.MaxValue;
            }

            if (Math.Min(due, retryDue) is var next && next > now)
            {
                idleUntil = next;
                await WaitAsync(next, now, cancellationToken);
            }
            else if (retryDue <= due)
            {
                var (send, attempt) = waiting.Dequeue();
                tally.Retry();
                await AttemptAsync(send, attempt, CountedFrom(retryDue, idleUntil, now), cancellationToken);
            }
            else if (traffic.Next() is { } send)
            {
                pace.Take();
                tally.Begin(send);
                await AttemptAsync(send, 1, CountedFrom(due, idleUntil, now), cancellationToken);
            }
            else
            {
                over = true;
            }
        }
    }

    /// <summary>
    /// A request counts from when it was due, so that all that a slow answer kept waiting shows. One that was waited for in
    /// idleness counts from when the timer woke, since its few microseconds are none of the receiver's.
    /// </summary>
    private long CountedFrom(long due, long idleUntil, long now) => pace.IsOpenLoop && due != idleUntil ? due : now;

    private async Task WaitAsync(long until, long now, CancellationToken cancellationToken)
    {
        if (until is long.MaxValue)
        {
            return;
        }

        // Timers go by whole milliseconds; one that is rounded down to none would spin.
        var wait = time.GetElapsedTime(now, until);
        await Task.Delay(TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling(wait.TotalMilliseconds))), time, cancellationToken);
    }

    private async Task AttemptAsync(LaneSend send, int attempt, long countedFrom, CancellationToken cancellationToken)
    {
        var rule = options.RetryLike ?? RetryRule.Find(send.Dialect.Name)!;
        var body = send.Send.Body(send.Dialect, rule.CountsAttempts ? attempt : 1);
        var answer = await sender.SendAsync(send.Dialect, body, send.Send.Event.EventId, cancellationToken);
        tally.Answered(send.Send.Kind, answer, time.GetElapsedTime(countedFrom));
        if (answer.IsReceived || send.Send.Kind is SendKind.Junk)
        {
            return;
        }

        if (rule.DelayAfter(attempt) is { } delay)
        {
            var ticks = (long)(delay.TotalSeconds / options.RetrySpeed * time.TimestampFrequency);
            waiting.Enqueue((send, attempt + 1), time.GetTimestamp() + ticks);
        }
        else
        {
            tally.GiveUp();
        }
    }
}
