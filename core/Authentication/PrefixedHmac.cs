using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace OrderRelay.Core.Authentication;

/// <summary>HMAC-SHA256 over a short text and a body behind it, in one call and without allocating.</summary>
internal static class PrefixedHmac
{
    public const int Size = HMACSHA256.HashSizeInBytes;

    public static void Compute(ReadOnlySpan<byte> key, string prefix, ReadOnlySpan<byte> body, Span<byte> destination)
    {
        if (prefix.Length == 0)
        {
            HMACSHA256.HashData(key, body, destination);
            return;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(prefix.Length) + body.Length);
        var length = Encoding.UTF8.GetBytes(prefix, buffer);
        body.CopyTo(buffer.AsSpan(length));
        HMACSHA256.HashData(key, buffer.AsSpan(0, length + body.Length), destination);
        ArrayPool<byte>.Shared.Return(buffer);
    }
}
