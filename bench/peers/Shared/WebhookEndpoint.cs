using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace OrderRelay.Peers;

/// <summary>The receiver's side that both ASP.NET Core peers share: credential, body, answer.</summary>
public static class WebhookEndpoint
{
    /// <summary>Maps <c>POST /api/webhooks/captain</c> and <c>GET /stats</c>.</summary>
    /// <param name="app">The host.</param>
    /// <param name="token">The provider's secret, compared in constant time with the header <c>Auth-Token</c>.</param>
    /// <param name="accept">Returns once the event is durable.</param>
    /// <param name="counts">For <c>/stats</c>.</param>
    public static void MapWebhook(this WebApplication app, string token, Func<byte[], OrderMove, ValueTask> accept, Counts counts)
    {
        var expected = Encoding.UTF8.GetBytes(token);
        app.MapPost("/api/webhooks/captain", async (HttpContext context) =>
        {
            if (!IsGenuine(context.Request.Headers["Auth-Token"].ToString(), expected))
            {
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                return;
            }

            var body = await ReadAsync(context.Request);
            if (!CaptainWebhook.TryRead(body, out var move))
            {
                context.Response.StatusCode = StatusCodes.Status400BadRequest;
                return;
            }

            await accept(body, move);
            counts.Accepted();
            await AnswerAsync(context.Response, move.Identity);
        });
        app.MapGet("/stats", (HttpContext context) =>
        {
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync(counts.ToJson());
        });
    }

    private static bool IsGenuine(string header, ReadOnlySpan<byte> expected)
    {
        if (header.Length > 256)
            return false;

        Span<byte> given = stackalloc byte[1024];
        return CryptographicOperations.FixedTimeEquals(given[..Encoding.UTF8.GetBytes(header, given)], expected);
    }

    private static async ValueTask<byte[]> ReadAsync(HttpRequest request)
    {
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(request.HttpContext.RequestAborted);
            if (read.IsCompleted)
            {
                var body = read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return body;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static ValueTask AnswerAsync(HttpResponse response, Guid identity)
    {
        const string Start = "{\"eventId\":\"";
        const string End = "\",\"status\":\"accepted\"}";
        response.StatusCode = StatusCodes.Status202Accepted;
        response.ContentType = "application/json";
        response.ContentLength = Start.Length + 36 + End.Length;
        var span = response.BodyWriter.GetSpan(128);
        var written = Encoding.ASCII.GetBytes(Start, span);
        identity.TryFormat(span[written..], out var length);
        written += length;
        written += Encoding.ASCII.GetBytes(End, span[written..]);
        response.BodyWriter.Advance(written);
        return ValueTask.CompletedTask;
    }
}
