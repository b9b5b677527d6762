using System.Buffers.Binary;
using System.Numerics;

namespace OrderRelay.Local.Sqlite;

/// <summary>The checksum for which processors have an instruction: several bytes a cycle.</summary>
internal static class Crc32C
{
    /// <summary>Goes on from a checksum of what stands before.</summary>
    public static uint Append(uint checksum, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            checksum = BitOperations.Crc32C(checksum, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (var one in bytes)
        {
            checksum = BitOperations.Crc32C(checksum, one);
        }

        return checksum;
    }
}
