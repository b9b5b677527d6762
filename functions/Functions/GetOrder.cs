using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using OrderRelay.Core.Api;
using OrderRelay.Functions.Http;

namespace OrderRelay.Functions.Functions;

public sealed class GetOrder(OrdersApi orders, ApiEdge edge)
{
    [Function(nameof(GetOrder))]
    public Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/orders/{provider}/{orderId}")] HttpRequest request)
        => edge.AnswerAsync(request, (_, token) => orders.GetAsync(RoutePath.OrderOf(request), token));
}
