using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using OrderRelay.Core.Api;
using OrderRelay.Functions.Http;

namespace OrderRelay.Functions.Functions;

public sealed class ReleaseDeadLetter(DeadLettersApi letters, ApiEdge edge)
{
    [Function(nameof(ReleaseDeadLetter))]
    public Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/dead-letters/{id}/release")] HttpRequest request)
        => edge.AnswerAsync(request, (query, token) => letters.ReleaseAsync(RoutePath.Segment(request, 2), query, token));
}
