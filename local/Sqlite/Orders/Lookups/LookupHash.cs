using System.Buffers.Binary;
using OrderRelay.Core.Orders;

namespace OrderRelay.Local.Sqlite;

/// <summary>
/// The first bits of the SHA-256 of a name by which an order is found. Two names may share them: who looks an order up looks at its row.
/// These hashes are stored: another hash is another version of the file.
/// </summary>
internal static class LookupHash
{
    /// <summary>What six bytes have, in which SQLite stores a number of this size, without its sign.</summary>
    public const int Bits = 47;

    public static long OfOrder(OrderKey key) => Of('\u0001', key.Provider, key.OrderId);

    public static long OfReference(string provider, string value) => Of('\u0002', provider, value);

    /// <summary>A provider's name has no zero in it, so that no two pairs make the same text.</summary>
    private static long Of(char kind, string provider, string name)
        => (long)(BinaryPrimitives.ReverseEndianness((ulong)Key16.Of($"{kind}{provider}\0{name}")) >> (64 - Bits));
}
