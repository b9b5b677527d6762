using OrderRelay.Core.Pipeline;

namespace OrderRelay.Local.Hosting;

/// <summary><c>POST /api/webhooks/{provider}</c>.</summary>
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

        var answer = await RequestBody.ReadAsync(context.Request, ReceiveWebhook.MaxBodyBytes, context.RequestAborted) is { } body
            ? await receive.HandleAsync(new(provider, new RequestHeaders(context.Request.Headers), body, TraceParent.Of(context.Request.Headers)), context.RequestAborted)
            : receive.RefuseTooLarge(provider);
        await context.Response.WriteAsync(answer);
    }
}
