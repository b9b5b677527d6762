using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using OrderRelay.Core.Api;
using OrderRelay.Functions.Http;

namespace OrderRelay.Functions.Functions;

public sealed class EnableChannel(NotificationsApi notifications, ApiEdge edge)
{
    [Function(nameof(EnableChannel))]
    public Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/notifications/channels/{name}/enable")] HttpRequest request)
        => edge.AnswerAsync(request, (_, token) => notifications.EnableAsync(RoutePath.Segment(request, 3), token));
}
