using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using OrderRelay.Core.Api;
using OrderRelay.Functions.Http;

namespace OrderRelay.Functions.Functions;

public sealed class GetStats(StatsApi stats, ApiEdge edge)
{
    [Function(nameof(GetStats))]
    public Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/stats")] HttpRequest request)
        => edge.AnswerAsync(request, (_, token) => stats.GetAsync(token));
}
