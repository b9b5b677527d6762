using System.IO.Pipelines;
using OrderRelay.Core.Api;
using OrderRelay.Local.Hosting;

namespace OrderRelay.Local.Live;

/// <summary><c>GET /api/stream</c>: server-sent events, for the board and <c>tail</c>.</summary>
internal sealed class StreamRoute(LiveHub hub, LiveRecords records, IHostApplicationLifetime lifetime, TimeProvider time)
{
    /// <summary>So an order is told of at most four times a second, in its newest state.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Proxies cut what is silent for longer, and a client that is gone shows when it is written to.</summary>
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    public async Task StreamAsync(HttpContext context)
    {
        var request = context.Api();
        var filter = new StreamFilter
        {
            Provider = request.Text("provider"),
            Store = request.Text("store"),
            Status = request.Status(),
            OrderId = request.Text("orderId"),
        };
        using var client = new StreamClient(filter, request.Flag("events"));
        if (request.Mistakes is { } mistakes)
        {
            await context.Response.WriteAsync(mistakes);
            return;
        }

        if (!hub.TryAdd(client))
        {
            await context.Response.WriteAsync(TooMany());
            return;
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            await WriteAsync(context.Response, client, end.Token);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            // The stream ends in good order, so that the host does not wait for it.
        }
        finally
        {
            hub.Remove(client);
        }
    }

    private static ApiAnswer TooMany() => ApiAnswer
        .Problem(503, "too-many-streams", "Too many streams are open", $"This host takes {LiveHub.MaxClients}: close one, or poll the lists with If-None-Match.")
        .With("Retry-After", "10");

    private async Task WriteAsync(HttpResponse response, StreamClient client, CancellationToken cancellationToken)
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["X-Accel-Buffering"] = "no";
        var writer = response.BodyWriter;
        StreamText.Comment(writer, "watching");
        var commented = time.GetTimestamp();
        while (true)
        {
            Write(writer, client.Take());
            if (time.GetElapsedTime(commented) >= KeepAlive)
            {
                StreamText.Comment(writer, "still here");
                commented = time.GetTimestamp();
            }

            _ = await writer.FlushAsync(cancellationToken);
            await Task.Delay(Pause, time, cancellationToken);
            await client.WaitAsync(KeepAlive, cancellationToken);
        }
    }

    private void Write(PipeWriter writer, StreamBatch batch)
    {
        if (batch.Dropped > 0)
        {
            StreamText.Record(writer, "gap"u8, LiveRecords.Gap(batch.Dropped));
        }

        foreach (var state in batch.Orders)
        {
            StreamText.Record(writer, "order"u8, records.Order(state));
        }

        foreach (var projected in batch.Events)
        {
            StreamText.Record(writer, "event"u8, LiveRecords.Event(projected));
        }

        if (batch.OpenLetters is { } open)
        {
            StreamText.Record(writer, "desk"u8, LiveRecords.Desk(open));
        }

        if (!batch.Stats.IsEmpty)
        {
            StreamText.Record(writer, "stats"u8, batch.Stats.Span);
        }
    }
}
