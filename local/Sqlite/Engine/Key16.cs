using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace OrderRelay.Local.Sqlite;

/// <summary>The first 16 bytes of a text's SHA-256: short enough for an index, and nobody can choose two texts
/// that share one.</summary>
internal static class Key16
{
    public const int Size = 16;

    public static UInt128 Of(string text)
    {
        var rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            var length = Encoding.UTF8.GetBytes(text, rented);
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            _ = SHA256.HashData(rented.AsSpan(0, length), hash);
            return BinaryPrimitives.ReadUInt128LittleEndian(hash);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    public static void Write(Span<byte> target, UInt128 key) => BinaryPrimitives.WriteUInt128LittleEndian(target, key);

    public static UInt128 Read(ReadOnlySpan<byte> source) => BinaryPrimitives.ReadUInt128LittleEndian(source);
}
