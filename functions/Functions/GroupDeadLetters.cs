using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using OrderRelay.Core.Api;
using OrderRelay.Functions.Http;

namespace OrderRelay.Functions.Functions;

public sealed class GroupDeadLetters(DeadLettersApi letters, ApiEdge edge)
{
    [Function(nameof(GroupDeadLetters))]
    public Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/dead-letters/groups")] HttpRequest request)
        => edge.AnswerAsync(request, (query, token) => letters.GroupsAsync(query, token));
}
