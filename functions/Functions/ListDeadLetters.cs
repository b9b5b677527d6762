using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using OrderRelay.Core.Api;
using OrderRelay.Functions.Http;

namespace OrderRelay.Functions.Functions;

public sealed class ListDeadLetters(DeadLettersApi letters, ApiEdge edge)
{
    [Function(nameof(ListDeadLetters))]
    public Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/dead-letters")] HttpRequest request)
        => edge.AnswerAsync(request, (query, token) => letters.ListAsync(query, token));
}
