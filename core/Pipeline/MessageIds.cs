using System.Globalization;
using System.Security.Cryptography;
using System.Text;
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
        var fingerprint = Fingerprint.Of(body);
        Span<char> id = stackalloc char[MaxLength];
        return id.TryWrite(CultureInfo.InvariantCulture, $"{provider}:{identity.Value}~{fingerprint:x32}", out var length)
            ? new string(id[..length])
            : string.Create(CultureInfo.InvariantCulture, $"{HashOf($"{provider}:{identity.Value}")}~{fingerprint:x32}");
    }

    /// <summary>A fresh id for the <paramref name="replay"/>th replay of a letter.</summary>
    public static string OfReplay(string letterId, int replay)
        => string.Create(CultureInfo.InvariantCulture, $"replay:{letterId}:{replay}");

    private static string HashOf(string identity) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)));
}
