using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using OrderRelay.Core.Api;
using OrderRelay.Functions.Http;

namespace OrderRelay.Functions.Functions;

public sealed class DiscardDeadLetter(DeadLettersApi letters, ApiEdge edge)
{
    private const int MaxBytes = 64 * 1024;

    [Function(nameof(DiscardDeadLetter))]
    public Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/dead-letters/{id}/discard")] HttpRequest request)
        => edge.AnswerAsync(request, async (query, token) =>
            await letters.DiscardAsync(RoutePath.Segment(request, 2), await RequestBody.ReadAsync(request, MaxBytes, token) ?? default, query, token));
}
