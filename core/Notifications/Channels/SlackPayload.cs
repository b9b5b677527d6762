using System.Text;
using System.Text.Json;

namespace OrderRelay.Core.Notifications.Channels;

/// <summary>
/// A message as Slack's incoming webhooks read it: blocks, and a text for notifications and clients without blocks.
/// See https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks and …/formatting-message-text.
/// </summary>
public static class SlackPayload
{
    private const int MaxHeader = 150;
    private const int MaxSection = 3000;

    public static byte[] Of(NotificationMessage message)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, PayloadJson.Options))
        {
            json.WriteStartObject();
            json.WriteString("text", Escape(message.Subject));
            json.WriteStartArray("blocks");
            WriteBlock(json, "header", "plain_text", PayloadJson.Shorten(message.Subject, MaxHeader));
            WriteBlock(json, "section", "mrkdwn", Section(message.Text));
            json.WriteEndArray();

            // Slack would fetch a customer's tracking page to preview it.
            json.WriteBoolean("unfurl_links", false);
            json.WriteBoolean("unfurl_media", false);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void WriteBlock(Utf8JsonWriter json, string type, string format, string text)
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteStartObject("text");
        json.WriteString("type", format);
        json.WriteString("text", text);
        if (format is "mrkdwn")
        {
            // Without it Slack would read "@here" in a name as a call to everybody.
            json.WriteBoolean("verbatim", true);
        }
        else
        {
            json.WriteBoolean("emoji", false);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    // Cut between segments only: half an escape or half a link would show as garbage.
    private static string Section(string text)
    {
        var section = new StringBuilder();
        foreach (var (segment, isLink) in LinkedText.Cut(text.Trim()))
        {
            var next = isLink ? $"<{Escape(segment)}>" : Escape(PayloadJson.Shorten(segment, MaxSection / 6));
            if (section.Length + next.Length > MaxSection)
            {
                break;
            }

            section.Append(next);
        }

        return section.Length == 0 ? " " : section.ToString();
    }

    private static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);
}
