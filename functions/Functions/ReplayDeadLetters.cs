using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using OrderRelay.Core.Api;
using OrderRelay.Functions.Http;

namespace OrderRelay.Functions.Functions;

public sealed class ReplayDeadLetters(ReplaysApi replays, ApiEdge edge)
{
    [Function(nameof(ReplayDeadLetters))]
    public Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/dead-letters/replay")] HttpRequest request)
        => edge.AnswerAsync(request, (query, token) => replays.StartAsync(query, token));
}
