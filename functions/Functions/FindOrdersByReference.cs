using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using OrderRelay.Core.Api;
using OrderRelay.Functions.Http;

namespace OrderRelay.Functions.Functions;

public sealed class FindOrdersByReference(OrdersApi orders, ApiEdge edge)
{
    [Function(nameof(FindOrdersByReference))]
    public Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/orders/by-reference/{provider}/{reference}")] HttpRequest request)
        => edge.AnswerAsync(request, (_, token) => orders.ByReferenceAsync(RoutePath.Segment(request, 3), RoutePath.Segment(request, 4), token));
}
