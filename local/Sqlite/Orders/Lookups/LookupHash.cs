using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using OrderRelay.Core.Orders;

namespace OrderRelay.Local.Sqlite;

/// <summary>
/// Six bytes of the SHA-256 of a name by which an order is found. Two names may share one, among ten million orders one in some millions:
/// who looks an order up looks at its row. These hashes are stored: another hash is another version of the file.
/// </summary>
internal static class LookupHash
{
    /// <summary>One less than six bytes have, since SQLite's numbers have a sign.</summary>
    public const int Bits = 47;

    private const byte OrderId = 1;
    private const byte Reference = 2;

    public static long OfOrder(OrderKey key) => Of(OrderId, key.Provider, key.OrderId);

    public static long OfReference(string provider, string value) => Of(Reference, provider, value);

    /// <param name="provider">In UTF-8, as the file has it.</param>
    /// <param name="orderId">Likewise.</param>
    public static long OfOrder(ReadOnlySpan<byte> provider, ReadOnlySpan<byte> orderId) => Of(OrderId, provider, orderId);

    /// <param name="provider">In UTF-8, as the file has it.</param>
    /// <param name="value">Likewise.</param>
    public static long OfReference(ReadOnlySpan<byte> provider, ReadOnlySpan<byte> value) => Of(Reference, provider, value);

    private static long Of(byte kind, string provider, string name)
    {
        var rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(provider.Length) + Encoding.UTF8.GetMaxByteCount(name.Length));
        try
        {
            var first = Encoding.UTF8.GetBytes(provider, rented);
            var second = Encoding.UTF8.GetBytes(name, rented.AsSpan(first));
            return Of(kind, rented.AsSpan(0, first), rented.AsSpan(first, second));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static long Of(byte kind, ReadOnlySpan<byte> provider, ReadOnlySpan<byte> name)
    {
        var rented = ArrayPool<byte>.Shared.Rent(2 + provider.Length + name.Length);
        try
        {
            // A provider's name has no zero in it, so that no two pairs make the same text.
            rented[0] = kind;
            provider.CopyTo(rented.AsSpan(1));
            rented[1 + provider.Length] = 0;
            name.CopyTo(rented.AsSpan(2 + provider.Length));
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            _ = SHA256.HashData(rented.AsSpan(0, 2 + provider.Length + name.Length), hash);
            return (long)(BinaryPrimitives.ReadUInt64BigEndian(hash) >> (64 - Bits));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
