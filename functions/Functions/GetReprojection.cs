using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using OrderRelay.Core.Api;
using OrderRelay.Functions.Http;

namespace OrderRelay.Functions.Functions;

public sealed class GetReprojection(ReprojectApi reprojections, ApiEdge edge)
{
    [Function(nameof(GetReprojection))]
    public Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/reprojections/{id}")] HttpRequest request)
        => edge.AnswerAsync(request, (_, token) => reprojections.GetAsync(RoutePath.Segment(request, 2), token));
}
