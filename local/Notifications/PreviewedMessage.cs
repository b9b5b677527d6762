using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrderRelay.Local.Notifications;

/// <summary>One message of <c>notifications preview --json</c>.</summary>
/// <param name="Type">Event type of the webhook.</param>
/// <param name="Subject">Of the e-mail.</param>
/// <param name="Text">Of the e-mail.</param>
/// <param name="Html">Of the e-mail.</param>
/// <param name="Payload">What a receiver over HTTP would get.</param>
internal sealed record PreviewedMessage(string Type, string Subject, string Text, string Html, JsonElement Payload);

/// <summary>One template in the list of <c>notifications preview --json</c>.</summary>
internal sealed record PreviewedTemplate(string Template, string Change, string Type, string Subject);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PreviewedMessage))]
[JsonSerializable(typeof(PreviewedTemplate[]))]
internal sealed partial class PreviewJson : JsonSerializerContext;
