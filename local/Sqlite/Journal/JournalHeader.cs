using System.Buffers.Binary;
using System.Security.Cryptography;

namespace OrderRelay.Local.Sqlite;

/// <summary>The first bytes of a journal file. They are on the disk before the file has its name, and never change under it.</summary>
/// <param name="Number">Its place in the order of the files.</param>
/// <param name="Bytes">How long the file is at least: one that is shorter was cut.</param>
/// <param name="Salt">Drawn anew for each use of a file. Frames bear it, so that none of an earlier use, and none that somebody
/// sent as the content of a message, is taken for one of this file.</param>
/// <param name="Recycled">Behind the frames lies what an earlier use left.</param>
internal readonly record struct JournalHeader(long Number, long Bytes, ulong Salt, bool Recycled)
{
    public const int Size = 64;
    public const int Version = 1;

    private const ulong Magic = 0x314C4E524A524F00;
    private const int ChecksumAt = Size - sizeof(uint);

    public static JournalHeader Draw(long number, long bytes, bool recycled)
    {
        Span<byte> salt = stackalloc byte[sizeof(ulong)];
        RandomNumberGenerator.Fill(salt);
        return new(number, bytes, BinaryPrimitives.ReadUInt64LittleEndian(salt), recycled);
    }

    public void Write(Span<byte> target)
    {
        target[..Size].Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(target, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(target[8..], Version);
        BinaryPrimitives.WriteInt32LittleEndian(target[12..], Recycled ? 1 : 0);
        BinaryPrimitives.WriteInt64LittleEndian(target[16..], Number);
        BinaryPrimitives.WriteInt64LittleEndian(target[24..], Bytes);
        BinaryPrimitives.WriteUInt64LittleEndian(target[32..], Salt);
        BinaryPrimitives.WriteUInt32LittleEndian(target[ChecksumAt..], Crc32C.Append(0, target[..ChecksumAt]));
    }

    /// <returns>The version that wrote it and what it says; null when these bytes are none.</returns>
    public static (int Version, JournalHeader Header)? Read(ReadOnlySpan<byte> source)
    {
        if (source.Length < Size || BinaryPrimitives.ReadUInt64LittleEndian(source) != Magic
            || BinaryPrimitives.ReadUInt32LittleEndian(source[ChecksumAt..]) != Crc32C.Append(0, source[..ChecksumAt]))
        {
            return null;
        }

        return (BinaryPrimitives.ReadInt32LittleEndian(source[8..]), new(
            BinaryPrimitives.ReadInt64LittleEndian(source[16..]), BinaryPrimitives.ReadInt64LittleEndian(source[24..]),
            BinaryPrimitives.ReadUInt64LittleEndian(source[32..]), BinaryPrimitives.ReadInt32LittleEndian(source[12..]) != 0));
    }
}
