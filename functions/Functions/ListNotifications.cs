using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using OrderRelay.Core.Api;
using OrderRelay.Functions.Http;

namespace OrderRelay.Functions.Functions;

public sealed class ListNotifications(NotificationsApi notifications, ApiEdge edge)
{
    [Function(nameof(ListNotifications))]
    public Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/notifications")] HttpRequest request)
        => edge.AnswerAsync(request, (query, token) => notifications.ListAsync(query, token));
}
