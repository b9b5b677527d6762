using System.Text.Json.Serialization;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;

namespace OrderRelay.Functions.Tables;

/// <summary>The stored form of what surrounds states and events, which have their own codec in the core.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(InstantConverter), typeof(EventIdentityConverter)])]
[JsonSerializable(typeof(IndexEntry))]
[JsonSerializable(typeof(DeadLetter))]
[JsonSerializable(typeof(NotificationEntry))]
[JsonSerializable(typeof(ChannelHealth))]
[JsonSerializable(typeof(RelayJob))]
[JsonSerializable(typeof(AuditEntry))]
internal sealed partial class TableJsonContext : JsonSerializerContext;
