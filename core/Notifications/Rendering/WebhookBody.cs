using System.Text.Json.Serialization;
using OrderRelay.Core.Api;
using OrderRelay.Core.Orders;

namespace OrderRelay.Core.Notifications.Rendering;

/// <summary>The body of an outgoing webhook, in the shape that Standard Webhooks recommends.</summary>
/// <param name="Type">Such as <c>order.delivered</c>.</param>
/// <param name="Timestamp">When the change happened.</param>
/// <param name="Data">The order and what changed.</param>
internal sealed record WebhookBody(string Type, DateTimeOffset Timestamp, WebhookData Data);

/// <param name="Order">As the API shows it, at the time of this attempt.</param>
/// <param name="Change">What changed.</param>
internal sealed record WebhookData(OrderView Order, WebhookChange Change);

/// <param name="Kind">Such as <c>headline</c>, <c>verdict</c> or <c>stalled</c>.</param>
/// <param name="Value">Such as <c>delivered</c>.</param>
/// <param name="EventId">The event that brought it about.</param>
internal sealed record WebhookChange(string Kind, string Value, EventIdentity EventId);

/// <summary>The same spelling as the API's.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(InstantConverter), typeof(EventIdentityConverter), typeof(ContentHashConverter)])]
[JsonSerializable(typeof(WebhookBody))]
internal sealed partial class WebhookBodyJson : JsonSerializerContext;
