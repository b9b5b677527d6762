using System.Text.Json;

namespace OrderRelay.Core.Notifications.Channels;

/// <summary>
/// A message as the workflow "post to a channel when a webhook request is received" of Teams reads it: one Adaptive
/// Card. Text goes into runs, which know no Markdown, so a name is shown as it is written.
/// See https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using.
/// </summary>
public static class TeamsPayload
{
    private const int MaxTitle = 300;
    private const int MaxLine = 2000;

    public static byte[] Of(NotificationMessage message)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, PayloadJson.Options))
        {
            json.WriteStartObject();
            json.WriteString("type", "message");
            json.WriteStartArray("attachments");
            json.WriteStartObject();
            json.WriteString("contentType", "application/vnd.microsoft.card.adaptive");
            json.WriteNull("contentUrl");
            json.WriteStartObject("content");
            WriteCard(json, message);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void WriteCard(Utf8JsonWriter json, NotificationMessage message)
    {
        var title = PayloadJson.Shorten(message.Subject, MaxTitle);
        json.WriteString("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
        json.WriteString("type", "AdaptiveCard");
        json.WriteString("version", "1.4");
        json.WriteString("fallbackText", title);
        json.WriteStartArray("body");
        WriteLine(json, title, isTitle: true);
        foreach (var line in message.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            WriteLine(json, PayloadJson.Shorten(line, MaxLine), isTitle: false);
        }

        json.WriteEndArray();
    }

    private static void WriteLine(Utf8JsonWriter json, string line, bool isTitle)
    {
        json.WriteStartObject();
        json.WriteString("type", "RichTextBlock");
        json.WriteStartArray("inlines");
        foreach (var (text, isLink) in LinkedText.Cut(line))
        {
            WriteRun(json, text, isLink, isTitle);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteRun(Utf8JsonWriter json, string text, bool isLink, bool isTitle)
    {
        json.WriteStartObject();
        json.WriteString("type", "TextRun");
        json.WriteString("text", text);
        if (isTitle)
        {
            json.WriteString("size", "Medium");
            json.WriteString("weight", "Bolder");
        }

        if (isLink)
        {
            json.WriteStartObject("selectAction");
            json.WriteString("type", "Action.OpenUrl");
            json.WriteString("url", text);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
