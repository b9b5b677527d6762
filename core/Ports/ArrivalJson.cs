using System.Text.Json;
using System.Text.Json.Serialization;
using OrderRelay.Core.Orders;

namespace OrderRelay.Core.Ports;

/// <summary>The stored form of an arrival. Absent values are left out.</summary>
public static class ArrivalJson
{
    public static byte[] Write(Arrival arrival) => Written(arrival).ToArray();

    /// <returns>The bytes, until this thread writes the next stored form of anything.</returns>
    public static ReadOnlySpan<byte> Written(Arrival arrival) => StoredJsonBuffer.Write(arrival, static (writer, arrival) => Write(writer, arrival));

    /// <exception cref="JsonException">The bytes are not a stored arrival.</exception>
    public static Arrival Read(ReadOnlySpan<byte> bytes)
        => JsonSerializer.Deserialize(bytes, ArrivalJsonContext.Default.Arrival) ?? throw new JsonException("a stored arrival is never null");

    /// <summary>As the serialiser would, for the same reason as events and states: every event writes one.</summary>
    private static void Write(RowWriter writer, Arrival arrival)
    {
        writer.StartObject();
        writer.Instant(MemberNames.ReceivedAt, arrival.ReceivedAt);
        writer.Instant(MemberNames.ProjectedAt, arrival.ProjectedAt);
        writer.Flag(MemberNames.ArrivedLate, arrival.ArrivedLate);
        writer.Number(MemberNames.Receipts, arrival.Receipts);
        writer.Instant(MemberNames.LastReceivedAt, arrival.LastReceivedAt);
        writer.Number(MemberNames.DeliveryAttempt, arrival.DeliveryAttempt);
        writer.Instant(MemberNames.SentAt, arrival.SentAt);
        writer.Text(MemberNames.TraceParent, arrival.TraceParent);
        writer.Status(MemberNames.HeadlineBefore, arrival.HeadlineBefore);
        writer.Status(MemberNames.HeadlineAfter, arrival.HeadlineAfter);
        if (arrival.Moved)
        {
            writer.Flag(MemberNames.Moved, true);
        }

        if (arrival.Conflicting)
        {
            writer.Flag(MemberNames.Conflicting, true);
        }

        writer.Text(MemberNames.ReplayOf, arrival.ReplayOf);
        writer.EndObject();
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(InstantConverter)])]
[JsonSerializable(typeof(Arrival))]
internal sealed partial class ArrivalJsonContext : JsonSerializerContext;
