using OrderRelay.Core.Notifications;
using OrderRelay.Core.Ports;

namespace OrderRelay.Core.Api;

/// <summary>What was sent, when, where to and with what answer; and how each channel fares.</summary>
public sealed class NotificationsApi(INotificationLog log, IChannelCatalog channels)
{
    /// <summary><c>GET /api/notifications</c>: the newest request first.</summary>
    public async ValueTask<ApiAnswer> ListAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var limit = request.Limit();
        if (request.Mistakes is { } mistakes)
        {
            return mistakes;
        }

        try
        {
            var page = await log.ListAsync(request.Text("provider"), request.Text("orderId"), request.Text("cursor"), limit, cancellationToken);
            return ApiAnswer.Json(200, new([.. page.Entries.Select(NotificationView.Of)], page.Cursor), ApiJson.Default.NotificationListView);
        }
        catch (InvalidCursorException exception)
        {
            return Problems.InvalidCursor(exception);
        }
    }

    /// <summary><c>GET /api/notifications/channels</c>: every configured channel, by name.</summary>
    public async ValueTask<ApiAnswer> ChannelsAsync(CancellationToken cancellationToken)
    {
        List<ChannelView> views = [];
        foreach (var name in channels.Names.Order(StringComparer.Ordinal))
        {
            views.Add(ChannelView.Of(name, channels.Find(name)!.MaskedTarget, await log.GetHealthAsync(name, cancellationToken)));
        }

        return ApiAnswer.Json(200, new(views), ApiJson.Default.ChannelListView);
    }

    /// <summary><c>POST /api/notifications/channels/{name}/enable</c>: ends a pause, and takes back that its receiver is gone.</summary>
    public async ValueTask<ApiAnswer> EnableAsync(string name, CancellationToken cancellationToken)
    {
        if (channels.Find(name) is not { } channel)
        {
            return ApiAnswer.Problem(404, "no-such-channel", "There is no such channel", "GET /api/notifications/channels lists those that are configured.");
        }

        var health = ChannelCircuit.Well(channel.Name);
        await log.PutHealthAsync(health, cancellationToken);
        return ApiAnswer.Json(200, ChannelView.Of(channel.Name, channel.MaskedTarget, health), ApiJson.Default.ChannelView);
    }
}
