using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using OrderRelay.Core.Api;
using OrderRelay.Functions.Http;

namespace OrderRelay.Functions.Functions;

public sealed class ListChannels(NotificationsApi notifications, ApiEdge edge)
{
    [Function(nameof(ListChannels))]
    public Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/notifications/channels")] HttpRequest request)
        => edge.AnswerAsync(request, (_, token) => notifications.ChannelsAsync(token));
}
