using System.Buffers.Binary;
using Microsoft.Data.Sqlite;

namespace OrderRelay.Local.Sqlite;

/// <summary>The rows of <c>new_lookups</c>: the lookups that one group added, 16 bytes each.</summary>
internal static class LookupLog
{
    private const int Size = sizeof(long) * 2;

    /// <param name="added">By the group.</param>
    /// <param name="bytes">Used again; a larger array where it has no room.</param>
    public static ReadOnlySpan<byte> Write(List<Lookup> added, ref byte[] bytes)
    {
        if (bytes.Length < added.Count * Size)
        {
            bytes = new byte[added.Count * Size * 2];
        }

        for (var index = 0; index < added.Count; index++)
        {
            var entry = bytes.AsSpan(index * Size, Size);
            BinaryPrimitives.WriteInt64LittleEndian(entry, added[index].Hash);
            BinaryPrimitives.WriteInt64LittleEndian(entry[sizeof(long)..], added[index].Order);
        }

        return bytes.AsSpan(0, added.Count * Size);
    }

    /// <summary>Brings what the file has to memory.</summary>
    /// <returns>The last row.</returns>
    /// <exception cref="DatabaseUnusableException">A row is damaged; the connection is closed.</exception>
    public static long Read(SqliteConnection connection, NewLookups lookups)
    {
        using var query = new Statement(connection, "SELECT id, entries FROM new_lookups ORDER BY id");
        List<Lookup> read = [];
        var last = 0L;
        while (query.Step())
        {
            last = query.Long(0);
            read.Clear();
            if (!TryRead(query.Blob(1), read))
            {
                query.Dispose();
                var path = connection.DataSource;
                connection.Dispose();
                throw DatabaseUnusableException.Damaged(path, "the lookups of its new orders cannot be read");
            }

            lookups.Add(read);
        }

        return last;
    }

    private static bool TryRead(ReadOnlySpan<byte> entries, List<Lookup> read)
    {
        for (; entries.Length >= Size; entries = entries[Size..])
        {
            var hash = BinaryPrimitives.ReadInt64LittleEndian(entries);
            var order = BinaryPrimitives.ReadInt64LittleEndian(entries[sizeof(long)..]);
            if (hash >> LookupHash.Bits != 0 || order >> LookupTable.OrderBits != 0)
            {
                return false;
            }

            read.Add(new(hash, order));
        }

        return entries.IsEmpty;
    }
}
