using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using OrderRelay.Core.Api;
using OrderRelay.Functions.Http;

namespace OrderRelay.Functions.Functions;

public sealed class ListReprojections(ReprojectApi reprojections, ApiEdge edge)
{
    [Function(nameof(ListReprojections))]
    public Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/reprojections")] HttpRequest request)
        => edge.AnswerAsync(request, (_, token) => reprojections.ListAsync(token));
}
