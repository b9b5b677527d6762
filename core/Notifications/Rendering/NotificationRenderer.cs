using System.Text.Json;
using OrderRelay.Core.Api;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;

namespace OrderRelay.Core.Notifications.Rendering;

/// <summary>Words from templates, JSON from the API's own mapping. Pure, and thread-safe.</summary>
public sealed class NotificationRenderer(TemplateSet templates, StoreTimeZones zones, StallPolicy stall) : INotificationRenderer
{
    public NotificationMessage Render(NotificationRequest request, OrderState state, DateTimeOffset now)
    {
        var change = Change.Of(request.Change);
        var template = templates.For(change);
        var model = TemplateModel.Of(request, state, now, zones.Of(state.Facts.Store));
        return new()
        {
            Id = request.Id,
            Type = change.Type,
            Subject = template.Subject(model),
            Text = template.Text(model),
            Html = template.Html(model),
            Json = Body(request, state, change, now),
            At = now,
        };
    }

    private byte[] Body(NotificationRequest request, OrderState state, Change change, DateTimeOffset now)
        => JsonSerializer.SerializeToUtf8Bytes(
            new WebhookBody(
                change.Type,
                ChangeTime.Of(request, state),
                new(OrderMapping.Order(new StoredOrder(state, "", null), stall, now), new(change.Kind, change.Value, request.Event))),
            WebhookBodyJson.Default.WebhookBody);
}
