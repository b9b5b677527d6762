using OrderRelay.Core.Api;
using OrderRelay.Core.Pipeline;

namespace OrderRelay.Local.Hosting;

/// <summary><c>POST /api/webhooks/{provider}</c>. What arrived whole is decided, whether or not its sender still waits: nothing here
/// is cancelled with the request.</summary>
internal sealed class WebhookRoute(ReceiveWebhook receive)
{
    public Task ReceiveAsync(HttpContext context)
    {
        var request = context.Request;
        var provider = (string)request.RouteValues["provider"]!;
        if (receive.RefuseAddress(provider, context.Connection.RemoteIpAddress, request.Headers["X-Forwarded-For"]) is { } refused)
        {
            return context.Response.WriteAsync(refused).AsTask();
        }

        return RequestBody.TryBorrow(request, ReceiveWebhook.MaxBodyBytes, out var body)
            ? AnswerAsync(context, provider, body)
            : ReadAndAnswerAsync(context, provider);
    }

    /// <summary>The body is handled where it lies, in the connection's own buffer: that is a copy and its memory less for each request.</summary>
    private async Task AnswerAsync(HttpContext context, string provider, BorrowedBody body)
    {
        ApiAnswer answer;
        try
        {
            answer = await HandleAsync(context.Request, provider, body.Bytes);
        }
        finally
        {
            body.GiveBack();
        }

        await context.Response.WriteAsync(answer);
    }

    private async Task ReadAndAnswerAsync(HttpContext context, string provider)
    {
        var answer = await RequestBody.ReadAsync(context.Request, ReceiveWebhook.MaxBodyBytes, CancellationToken.None) is { } body
            ? await HandleAsync(context.Request, provider, body)
            : receive.RefuseTooLarge(provider);
        await context.Response.WriteAsync(answer);
    }

    private ValueTask<ApiAnswer> HandleAsync(HttpRequest request, string provider, ReadOnlyMemory<byte> body)
        => receive.HandleAsync(new(provider, new RequestHeaders(request.Headers), body, TraceParent.Of(request.Headers)), CancellationToken.None);
}
