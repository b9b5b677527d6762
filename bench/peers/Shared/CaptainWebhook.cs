using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace OrderRelay.Peers;

/// <summary>One pass over a body, without objects for what nobody asks for.</summary>
public static class CaptainWebhook
{
    /// <returns>False when it is no JSON, or says nothing about an order.</returns>
    public static bool TryRead(ReadOnlySpan<byte> body, out OrderMove move)
    {
        try
        {
            return TryReadCore(body, out move);
        }
        catch (JsonException)
        {
            move = default;
            return false;
        }
    }

    private static bool TryReadCore(ReadOnlySpan<byte> body, out OrderMove move)
    {
        string? name = null, id = null, order = null, status = null;
        DateTime at = default;
        var reader = new Utf8JsonReader(body);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth > 2)
                continue;

            if (reader.CurrentDepth == 1 && reader.ValueTextEquals("event_name"u8))
                name = Text(ref reader);
            else if (reader.CurrentDepth == 1 && reader.ValueTextEquals("event_uuid"u8))
                id = Text(ref reader);
            else if (reader.CurrentDepth == 1 && reader.ValueTextEquals("created_at"u8) && reader.Read() && reader.TryGetDateTimeOffset(out var instant))
                at = instant.UtcDateTime;
            else if (reader.CurrentDepth == 2 && reader.ValueTextEquals("order_uuid"u8))
                order = Text(ref reader);
            else if (reader.CurrentDepth == 2 && (reader.ValueTextEquals("order_status"u8) || reader.ValueTextEquals("status"u8)))
                status = Text(ref reader);
        }

        if (name is null || id is null || order is null || status is null || at == default || !TryMap(name, status, out var target))
        {
            move = default;
            return false;
        }

        move = new OrderMove(Identity(name, id), order, target.Track, target.Status, target.Rank, at);
        return true;
    }

    private static string? Text(ref Utf8JsonReader reader)
        => reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString() : null;

    private static bool TryMap(string name, string status, [NotNullWhen(true)] out (short Track, string Status, short Rank) target)
    {
        target = (name, status) switch
        {
            ("order_status_updated", "in_progress") => ((short)0, "picked_up", (short)40),
            ("order_status_updated", "not_dispatched" or "auto_closed") => (0, "closed_unconfirmed", 80),
            ("order_status_updated", "failed") => (0, "failed", 85),
            ("order_status_updated", "cancelled") => (0, "cancelled", 85),
            ("order_status_updated", "completed") => (0, "delivered", 95),
            ("order_preparation_updated", "not_being_prepared") => (1, "not_started", 10),
            ("order_preparation_updated", "suggested") => (1, "suggested", 15),
            ("order_preparation_updated", "being_prepared") => (1, "preparing", 20),
            ("order_preparation_updated", "prepared") => (1, "prepared", 30),
            _ => default,
        };
        return target.Status is not null;
    }

    private static Guid Identity(string name, string id)
    {
        var length = Encoding.UTF8.GetMaxByteCount(name.Length + id.Length + 1);
        var rented = ArrayPool<byte>.Shared.Rent(length);
        var used = Encoding.UTF8.GetBytes(name, rented);
        rented[used++] = 0;
        used += Encoding.UTF8.GetBytes(id, 0, id.Length, rented, used);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(rented.AsSpan(0, used), hash);
        ArrayPool<byte>.Shared.Return(rented);
        return new Guid(hash[..16], bigEndian: true);
    }
}
