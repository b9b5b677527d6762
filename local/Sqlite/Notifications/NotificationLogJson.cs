using System.Text.Json;
using System.Text.Json.Serialization;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;

namespace OrderRelay.Local.Sqlite;

/// <summary>The stored form of the log. Absent values are left out.</summary>
internal static class NotificationLogJson
{
    public static byte[] Write(NotificationEntry entry) => JsonSerializer.SerializeToUtf8Bytes(entry, NotificationLogJsonContext.Default.NotificationEntry);

    public static byte[] Write(ChannelHealth health) => JsonSerializer.SerializeToUtf8Bytes(health, NotificationLogJsonContext.Default.ChannelHealth);

    public static NotificationEntry ReadEntry(ReadOnlySpan<byte> bytes)
        => JsonSerializer.Deserialize(bytes, NotificationLogJsonContext.Default.NotificationEntry) ?? throw new JsonException("a stored entry is never null");

    public static ChannelHealth ReadHealth(ReadOnlySpan<byte> bytes)
        => JsonSerializer.Deserialize(bytes, NotificationLogJsonContext.Default.ChannelHealth) ?? throw new JsonException("a stored health is never null");
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(InstantConverter), typeof(EventIdentityConverter)])]
[JsonSerializable(typeof(NotificationEntry))]
[JsonSerializable(typeof(ChannelHealth))]
internal sealed partial class NotificationLogJsonContext : JsonSerializerContext;
