using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Ports;

namespace OrderRelay.Local.Sqlite;

/// <summary>The place behind the last order of a page: version, ticks, provider, order id, as base64url.</summary>
internal readonly record struct OrderCursor(long OpenedAt, OrderKey Key)
{
    private const byte Version = 1;
    private const int HeadSize = 1 + sizeof(long) + sizeof(ushort);

    public string Write()
    {
        var provider = Encoding.UTF8.GetBytes(Key.Provider);
        var orderId = Encoding.UTF8.GetBytes(Key.OrderId);
        var bytes = new byte[HeadSize + provider.Length + orderId.Length];
        bytes[0] = Version;
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(1), OpenedAt);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(9), (ushort)provider.Length);
        provider.CopyTo(bytes.AsSpan(HeadSize));
        orderId.CopyTo(bytes.AsSpan(HeadSize + provider.Length));
        return Base64Url.EncodeToString(bytes);
    }

    /// <exception cref="InvalidCursorException">It is none that <see cref="Write"/> gave.</exception>
    public static OrderCursor Read(string text)
    {
        if (!Base64Url.IsValid(text))
        {
            throw new InvalidCursorException();
        }

        var bytes = Base64Url.DecodeFromChars(text).AsSpan();
        if (bytes.Length < HeadSize || bytes[0] != Version || bytes.Length < HeadSize + BinaryPrimitives.ReadUInt16LittleEndian(bytes[9..]))
        {
            throw new InvalidCursorException();
        }

        var split = HeadSize + BinaryPrimitives.ReadUInt16LittleEndian(bytes[9..]);
        return new(
            BinaryPrimitives.ReadInt64LittleEndian(bytes[1..]),
            new(Encoding.UTF8.GetString(bytes[HeadSize..split]), Encoding.UTF8.GetString(bytes[split..])));
    }
}
