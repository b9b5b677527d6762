using System.Buffers;
using System.Text;
using OrderRelay.Core.Api;

namespace OrderRelay.Core.Pipeline;

/// <summary>The body of a 202.</summary>
internal sealed record AcceptedAnswer(string EventId)
{
    private static readonly SearchValues<char> Plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:");

    public string Status { get; } = "accepted";

    /// <summary>The answer to an accepted event. Ids are plain as a rule and are written without the serializer.</summary>
    public static ApiAnswer To(string eventId)
        => eventId.AsSpan().ContainsAnyExcept(Plain)
            ? ApiAnswer.Json(202, new AcceptedAnswer(eventId), ApiJson.Default.AcceptedAnswer)
            : new(202, ApiAnswer.JsonType, Written(eventId));

    private static byte[] Written(string eventId)
    {
        var before = "{\"eventId\":\""u8;
        var behind = "\",\"status\":\"accepted\"}"u8;
        var body = new byte[before.Length + eventId.Length + behind.Length];
        before.CopyTo(body);
        _ = Encoding.ASCII.GetBytes(eventId, body.AsSpan(before.Length));
        behind.CopyTo(body.AsSpan(before.Length + eventId.Length));
        return body;
    }
}
