using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using OrderRelay.Core.Api;
using OrderRelay.Functions.Http;
using Pipeline = OrderRelay.Core.Pipeline;

namespace OrderRelay.Functions.Functions;

public sealed class EditDeadLetter(DeadLettersApi letters, ApiEdge edge)
{
    [Function(nameof(EditDeadLetter))]
    public Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "put", Route = "api/dead-letters/{id}/body")] HttpRequest request)
        => edge.AnswerAsync(request, async (query, token) => await letters.EditAsync(
            RoutePath.Segment(request, 2), await RequestBody.ReadAsync(request, Pipeline.ReceiveWebhook.MaxBodyBytes, token), query, token));
}
