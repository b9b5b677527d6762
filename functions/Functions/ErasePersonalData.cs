using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using OrderRelay.Core.Api;
using OrderRelay.Functions.Http;

namespace OrderRelay.Functions.Functions;

public sealed class ErasePersonalData(OrdersApi orders, ApiEdge edge)
{
    [Function(nameof(ErasePersonalData))]
    public Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "delete", Route = "api/orders/{provider}/{orderId}/personal-data")] HttpRequest request)
        => edge.AnswerAsync(request, (query, token) => orders.EraseAsync(RoutePath.OrderOf(request), query, token));
}
