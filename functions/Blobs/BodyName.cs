using System.Security.Cryptography;
using System.Text;

namespace OrderRelay.Functions.Blobs;

/// <summary>
/// Names of archived bodies: all of one order under one prefix, so that erasing it finds them, and each by the hash of its
/// bytes, so that storing one twice changes nothing.
/// </summary>
internal static class BodyName
{
    public static string Of(string provider, string? orderId, ReadOnlySpan<byte> body)
        => $"{PrefixOf(provider, orderId)}{Convert.ToHexStringLower(SHA256.HashData(body))}";

    /// <summary>The order's id is hashed: ids may hold anything, and a blob's name may not.</summary>
    public static string PrefixOf(string provider, string? orderId)
        => $"{provider}/{(orderId is null ? "none" : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(orderId))))}/";
}
