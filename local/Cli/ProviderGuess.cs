using System.Text.Json;

namespace OrderRelay.Local.Cli;

/// <summary>Tells from a recorded body whose it is.</summary>
internal static class ProviderGuess
{
    /// <summary>The provider whose events are named in the way of this body; null when it is in nobody's.</summary>
    public static string? Of(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind is not JsonValueKind.Object ? null
                : json.RootElement.TryGetProperty("event_name", out _) ? "captain"
                : json.RootElement.TryGetProperty("event_type", out _) ? "abbiamo"
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
