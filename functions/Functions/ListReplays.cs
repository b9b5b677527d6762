using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using OrderRelay.Core.Api;
using OrderRelay.Functions.Http;

namespace OrderRelay.Functions.Functions;

public sealed class ListReplays(ReplaysApi replays, ApiEdge edge)
{
    [Function(nameof(ListReplays))]
    public Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/replays")] HttpRequest request)
        => edge.AnswerAsync(request, (_, token) => replays.ListAsync(token));
}
