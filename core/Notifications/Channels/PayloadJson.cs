using System.Text.Encodings.Web;
using System.Text.Json;

namespace OrderRelay.Core.Notifications.Channels;

/// <summary>What the chats' payloads have in common.</summary>
internal static class PayloadJson
{
    /// <summary>Letters stay letters; the body is sent as JSON and never put into a page.</summary>
    public static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>At most <paramref name="length"/> characters, and no half of a pair of surrogates.</summary>
    public static string Shorten(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[length - 2]) ? length - 2 : length - 1;
        return text[..end] + "…";
    }
}
