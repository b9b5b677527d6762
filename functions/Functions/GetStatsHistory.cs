using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using OrderRelay.Core.Api;
using OrderRelay.Functions.Http;

namespace OrderRelay.Functions.Functions;

public sealed class GetStatsHistory(StatsApi stats, ApiEdge edge)
{
    [Function(nameof(GetStatsHistory))]
    public Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/stats/history")] HttpRequest request)
        => edge.AnswerAsync(request, (_, _) => ValueTask.FromResult(stats.History()));
}
