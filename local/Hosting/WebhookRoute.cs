using OrderRelay.Core.Pipeline;

namespace OrderRelay.Local.Hosting;

/// <summary><c>POST /api/webhooks/{provider}</c>. What arrived whole is decided, whether or not its sender still waits: nothing here
/// is cancelled with the request.</summary>
internal sealed class WebhookRoute(ReceiveWebhook receive)
{
    public async Task ReceiveAsync(HttpContext context)
    {
        var provider = (string)context.Request.RouteValues["provider"]!;
        if (receive.RefuseAddress(provider, context.Connection.RemoteIpAddress, context.Request.Headers["X-Forwarded-For"]) is { } refused)
        {
            await context.Response.WriteAsync(refused);
            return;
        }

        var answer = await RequestBody.ReadAsync(context.Request, ReceiveWebhook.MaxBodyBytes, CancellationToken.None) is { } body
            ? await receive.HandleAsync(new(provider, new RequestHeaders(context.Request.Headers), body, TraceParent.Of(context.Request.Headers)), CancellationToken.None)
            : receive.RefuseTooLarge(provider);
        await context.Response.WriteAsync(answer);
    }
}
