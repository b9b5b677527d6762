using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using OrderRelay.Core.Api;
using OrderRelay.Functions.Http;

namespace OrderRelay.Functions.Functions;

public sealed class GetOrderEventRaw(OrdersApi orders, ApiEdge edge)
{
    [Function(nameof(GetOrderEventRaw))]
    public Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/orders/{provider}/{orderId}/events/{eventId}/raw")] HttpRequest request)
        => edge.AnswerAsync(request, (_, token) => orders.RawAsync(RoutePath.OrderOf(request), RoutePath.Segment(request, 5), token));
}
