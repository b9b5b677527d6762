using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using OrderRelay.Core.Api;
using OrderRelay.Functions.Http;

namespace OrderRelay.Functions.Functions;

public sealed class GetDeadLetter(DeadLettersApi letters, ApiEdge edge)
{
    [Function(nameof(GetDeadLetter))]
    public Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/dead-letters/{id}")] HttpRequest request)
        => edge.AnswerAsync(request, (_, token) => letters.GetAsync(RoutePath.Segment(request, 2), token));
}
