using System.Security.Cryptography;

namespace OrderRelay.Load.Events;

/// <summary>HMAC-SHA256 over a body, in lower-case hex.</summary>
internal static class BodySignature
{
    public static void WriteHex(byte[] key, ReadOnlySpan<byte> body, Span<byte> target)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        _ = HMACSHA256.HashData(key, body, hash);
        for (var i = 0; i < hash.Length; i++)
            DigitText.WriteHex(target.Slice(i * 2, 2), hash[i]);
    }
}
