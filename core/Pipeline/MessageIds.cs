using System.Buffers.Binary;
using System.Security.Cryptography;
using OrderRelay.Core.Orders;

namespace OrderRelay.Core.Pipeline;

/// <summary>
/// Message ids, which the queue's duplicate detection goes by. The exact bytes are part of them: a body sent again byte
/// for byte is dropped by the queue, while a conflicting one, or a retry that counts its attempts, reaches the projection.
/// </summary>
public static class MessageIds
{
    /// <summary>Service Bus allows 128 characters; an identity that would not fit gives way to its hash.</summary>
    private const int MaxLength = 128;

    public static string Of(string provider, EventIdentity identity, ReadOnlySpan<byte> body)
    {
        Span<byte> fingerprint = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(fingerprint, Fingerprint.Of(body));
        return Bounded($"{provider}:{identity.Value}", Convert.ToHexStringLower(fingerprint));
    }

    /// <summary>A fresh id for the <paramref name="replay"/>th replay of a letter.</summary>
    public static string OfReplay(string letterId, int replay)
        => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"replay:{letterId}:{replay}");

    private static string Bounded(string identity, string suffix)
    {
        if (identity.Length + 1 + suffix.Length > MaxLength)
        {
            identity = Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(identity)));
        }

        return $"{identity}~{suffix}";
    }
}
