using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using OrderRelay.Core.Api;
using OrderRelay.Functions.Http;

namespace OrderRelay.Functions.Functions;

public sealed class GetReplay(ReplaysApi replays, ApiEdge edge)
{
    [Function(nameof(GetReplay))]
    public Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/replays/{id}")] HttpRequest request)
        => edge.AnswerAsync(request, (_, token) => replays.GetAsync(RoutePath.Segment(request, 2), token));
}
