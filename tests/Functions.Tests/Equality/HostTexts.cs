using System.Globalization;
using System.Text;
using System.Text.Json;
using OrderRelay.Core.Notifications;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;

namespace OrderRelay.Functions.Tests.Equality;

/// <summary>What a host has stored, as text that can be compared.</summary>
internal static class HostTexts
{
    private const int All = 10_000;

    /// <summary>Each event with its verdict, its arrival and its bytes, in fold order.</summary>
    public static string[] Timeline(IReadOnlyList<EventRow> rows)
    {
        var stored = rows.ToDictionary(static row => (row.Event.Identity, row.Event.Content));
        return [.. OrderProjection.Fold([.. rows.Select(static row => row.Event)]).Timeline.Select(decided =>
        {
            var row = stored[(decided.Event.Identity, decided.Event.Content)];
            return $"{decided.Decision} {Encoding.UTF8.GetString(OrderJson.Write(decided.Event))} {Encoding.UTF8.GetString(ArrivalJson.Write(row.Arrival))} {Convert.ToHexString(row.Raw!.Value.Span)}";
        })];
    }

    /// <summary>Every letter whole, by id.</summary>
    public static async Task<string[]> LettersAsync(IDeadLetterStore desk)
    {
        List<string> texts = [];
        foreach (var listed in (await desk.ListAsync(new(), null, All, default)).Letters)
        {
            var letter = (await desk.GetAsync(listed.Id, default))!;
            texts.Add($"{JsonSerializer.Serialize(letter)} {Convert.ToHexString(letter.Body!.Value.Span)}");
        }

        texts.Sort(StringComparer.Ordinal);
        return [.. texts];
    }

    /// <summary>Every entry with its attempts, by id.</summary>
    public static async Task<string[]> NotificationsAsync(INotificationLog log)
        => [.. (await log.ListAsync(null, null, null, All, default)).Entries
            .Select(static entry => string.Create(
                CultureInfo.InvariantCulture,
                $"{entry.Id} {entry.Order} {entry.Event.Value} {entry.Rule} {entry.Channel} {entry.Change} {entry.Status} {entry.Text} {entry.RequestedAt:O} [{string.Join("; ", entry.Attempts)}]"))
            .Order(StringComparer.Ordinal)];

    public static string Of(NotificationMessage message)
        => $"{message.Id} {message.Type} {message.At:O} {message.Subject} {message.Text} {message.Html} {Encoding.UTF8.GetString(message.Json.Span)}";

    /// <summary>A request as its queue carries it.</summary>
    public static string Of(string messageId, ReadOnlyMemory<byte> body) => $"{messageId} {Encoding.UTF8.GetString(body.Span)}";

    /// <summary>The receiver refuses one in five, always the same ones.</summary>
    public static ChannelResult Answer(NotificationMessage message)
        => Fingerprint.Of(Encoding.UTF8.GetBytes(message.Id)) % 5 == 0 ? new(ChannelStatus.Refused, "HTTP 400") : new(ChannelStatus.Delivered, "HTTP 200");
}
