using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using OrderRelay.Core.Api;
using OrderRelay.Functions.Http;

namespace OrderRelay.Functions.Functions;

public sealed class ListOrders(OrdersApi orders, ApiEdge edge)
{
    [Function(nameof(ListOrders))]
    public Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/orders")] HttpRequest request)
        => edge.AnswerAsync(request, (query, token) => orders.ListAsync(query, token));
}
