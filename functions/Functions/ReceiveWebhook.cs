using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using OrderRelay.Functions.Http;
using Pipeline = OrderRelay.Core.Pipeline;

namespace OrderRelay.Functions.Functions;

/// <summary>Anonymous to the platform, whose keys are not loaded on a cold start: the provider's own credential is what counts.</summary>
public sealed class ReceiveWebhook(Pipeline.ReceiveWebhook receive, ApiEdge edge)
{
    [Function(nameof(ReceiveWebhook))]
    public Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/webhooks/{provider}")] HttpRequest request, string provider)
        => edge.AnswerAsync(request, async (_, token) =>
            receive.RefuseAddress(provider, request.HttpContext.Connection.RemoteIpAddress, request.Headers["X-Forwarded-For"]) ??
            (await RequestBody.ReadAsync(request, Pipeline.ReceiveWebhook.MaxBodyBytes, token) is { } body
                ? await receive.HandleAsync(new(provider, new RequestHeaders(request.Headers), body, Activity.Current?.Id), token)
                : receive.RefuseTooLarge(provider)));
}
