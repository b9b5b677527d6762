using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using OrderRelay.Core.Api;
using OrderRelay.Functions.Http;

namespace OrderRelay.Functions.Functions;

public sealed class Reproject(ReprojectApi reprojections, ApiEdge edge)
{
    [Function(nameof(Reproject))]
    public Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/reproject")] HttpRequest request)
        => edge.AnswerAsync(request, (query, token) => reprojections.StartAsync(query, token));
}
