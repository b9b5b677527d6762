using System.Text.Json;
using System.Text.Json.Serialization;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;

namespace OrderRelay.Local.Sqlite;

/// <summary>The stored forms of jobs and audit entries. Absent values are left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(RelayJob))]
[JsonSerializable(typeof(AuditEntry))]
internal sealed partial class OperationsJson : JsonSerializerContext
{
    public static RelayJob ReadJob(ReadOnlySpan<byte> bytes)
        => JsonSerializer.Deserialize(bytes, Default.RelayJob) ?? throw new JsonException("a stored job is never null");

    public static AuditEntry ReadEntry(ReadOnlySpan<byte> bytes)
        => JsonSerializer.Deserialize(bytes, Default.AuditEntry) ?? throw new JsonException("a stored entry is never null");
}
