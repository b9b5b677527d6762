using System.Threading.Channels;
using OrderRelay.Local.Cli;

namespace OrderRelay.Local.Demo;

/// <summary>Sends a plan's requests when they are due, over several connections, and sends again what was not stored.</summary>
internal sealed class LunchHourPlayer(RelayClient relay, DemoProviders providers, TimeProvider time)
{
    private const int Connections = 8;
    private const int Attempts = 5;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(200);

    public async Task PlayAsync(LunchHourPlan plan, PlayProgress progress, CancellationToken cancellationToken)
    {
        var due = Channel.CreateUnbounded<PlannedRequest>();
        using var stopped = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var work = new List<Task>(Connections + 1) { ReleaseAsync(plan, due.Writer, stopped.Token) };
        for (var connection = 0; connection < Connections; connection++)
        {
            work.Add(SendAllAsync(due.Reader, progress, stopped.Token));
        }

        // The first failure stops the others; WhenAll then reports it.
        while (work.Count > 0)
        {
            var done = await Task.WhenAny(work);
            work.Remove(done);
            if (!done.IsCompletedSuccessfully)
            {
                await stopped.CancelAsync();
                await done;
            }
        }
    }

    private async Task ReleaseAsync(LunchHourPlan plan, ChannelWriter<PlannedRequest> due, CancellationToken cancellationToken)
    {
        try
        {
            var started = time.GetTimestamp();
            foreach (var request in plan.Requests)
            {
                var wait = request.DelayFromStart - time.GetElapsedTime(started);
                if (wait > TimeSpan.FromMilliseconds(1))
                {
                    await Task.Delay(wait, time, cancellationToken);
                }

                due.TryWrite(request);
            }
        }
        finally
        {
            due.Complete();
        }
    }

    private async Task SendAllAsync(ChannelReader<PlannedRequest> due, PlayProgress progress, CancellationToken cancellationToken)
    {
        await foreach (var request in due.ReadAllAsync(cancellationToken))
        {
            progress.Add(new(request, await SendAsync(request, cancellationToken)));
        }
    }

    private async Task<WebhookReply> SendAsync(PlannedRequest request, CancellationToken cancellationToken)
    {
        var token = request.HasRightToken ? providers.TokenOf(request.Provider) : DemoProviders.WrongToken;
        for (var attempt = 1; ; attempt++)
        {
            var reply = await relay.SendAsync(request.Provider, DemoProviders.HeaderOf(request.Provider), token, request.Body, cancellationToken);
            if (reply.Status is not 503 || attempt == Attempts)
            {
                return reply;
            }

            await Task.Delay(RetryDelay * attempt, time, cancellationToken);
        }
    }
}
