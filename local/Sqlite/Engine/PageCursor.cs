using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;
using OrderRelay.Core.Ports;

namespace OrderRelay.Local.Sqlite;

/// <summary>The place behind the last row of a page in order of time: version, ticks, id, as base64url.</summary>
internal readonly record struct PageCursor(long At, string Id)
{
    private const byte Version = 1;
    private const int HeadSize = 1 + sizeof(long);

    public string Write()
    {
        var bytes = new byte[HeadSize + Encoding.UTF8.GetByteCount(Id)];
        bytes[0] = Version;
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(1), At);
        _ = Encoding.UTF8.GetBytes(Id, bytes.AsSpan(HeadSize));
        return Base64Url.EncodeToString(bytes);
    }

    /// <exception cref="InvalidCursorException">It is none that <see cref="Write"/> gave.</exception>
    public static PageCursor Read(string text)
    {
        var bytes = Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : [];
        return bytes.Length > HeadSize && bytes[0] == Version
            ? new(BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(1)), Encoding.UTF8.GetString(bytes.AsSpan(HeadSize)))
            : throw new InvalidCursorException();
    }
}
