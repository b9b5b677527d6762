using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using OrderRelay.Core.Api;
using OrderRelay.Functions.Http;

namespace OrderRelay.Functions.Functions;

public sealed class GetOrderEvents(OrdersApi orders, ApiEdge edge)
{
    [Function(nameof(GetOrderEvents))]
    public Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/orders/{provider}/{orderId}/events")] HttpRequest request)
        => edge.AnswerAsync(request, (_, token) => orders.EventsAsync(RoutePath.OrderOf(request), token));
}
