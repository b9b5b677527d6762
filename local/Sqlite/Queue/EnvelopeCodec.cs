using System.Buffers.Binary;
using System.Text;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;

namespace OrderRelay.Local.Sqlite;

/// <summary>
/// A queued message as bytes: version, flags, instants, length-prefixed texts, and the body last. Little endian. A reader
/// knows every version that was ever written.
/// </summary>
internal static class EnvelopeCodec
{
    /// <summary>2 added the headers, under a flag that no message of version 1 has.</summary>
    private const byte Version = 2;
    private const byte OldestVersion = 1;
    private const int FixedSize = 1 + 1 + 8 + 4;

    [Flags]
    private enum Has : byte
    {
        OrderId = 1,
        TraceParent = 2,
        ReplayOf = 4,
        WithoutNotifications = 8,
        Headers = 16,
    }

    /// <summary>Bytes that this message never exceeds.</summary>
    public static int MaxSize(QueueMessage message)
        => FixedSize + TextSize(message.MessageId) + TextSize(message.Provider) + TextSize(message.Subject)
            + TextSize(message.Identity.Value) + TextSize(message.OrderId) + TextSize(message.TraceParent)
            + TextSize(message.ReplayOf) + TextSize(message.Headers) + sizeof(int) + message.Body.Length;

    /// <returns>Bytes written.</returns>
    public static int Write(QueueMessage message, Span<byte> target)
    {
        target[0] = Version;
        target[1] = (byte)FlagsOf(message);
        BinaryPrimitives.WriteInt64LittleEndian(target[2..], message.ReceivedAt.UtcTicks);
        BinaryPrimitives.WriteInt32LittleEndian(target[10..], message.Attempt);
        var at = FixedSize;
        WriteText(target, ref at, message.MessageId);
        WriteText(target, ref at, message.Provider);
        WriteText(target, ref at, message.Subject);
        WriteText(target, ref at, message.Identity.Value);
        WriteText(target, ref at, message.OrderId);
        WriteText(target, ref at, message.TraceParent);
        WriteText(target, ref at, message.ReplayOf);
        WriteText(target, ref at, message.Headers);
        BinaryPrimitives.WriteInt32LittleEndian(target[at..], message.Body.Length);
        at += sizeof(int);
        message.Body.Span.CopyTo(target[at..]);
        return at + message.Body.Length;
    }

    /// <summary>Reads one back. Its body is a slice of <paramref name="source"/>, not a copy.</summary>
    /// <exception cref="InvalidDataException">These are not the bytes of a queued message.</exception>
    public static QueueMessage Read(ReadOnlyMemory<byte> source)
    {
        var span = source.Span;
        if (span.Length < FixedSize || span[0] is < OldestVersion or > Version)
        {
            throw new InvalidDataException("a stored message is damaged, or of a newer version");
        }

        var has = (Has)span[1];
        var at = FixedSize;
        return new()
        {
            ReceivedAt = new(BinaryPrimitives.ReadInt64LittleEndian(span[2..]), TimeSpan.Zero),
            Attempt = BinaryPrimitives.ReadInt32LittleEndian(span[10..]),
            MessageId = ReadText(span, ref at),
            Provider = ReadText(span, ref at),
            Subject = ReadText(span, ref at),
            Identity = new EventIdentity(ReadText(span, ref at)),
            OrderId = has.HasFlag(Has.OrderId) ? ReadText(span, ref at) : null,
            TraceParent = has.HasFlag(Has.TraceParent) ? ReadText(span, ref at) : null,
            ReplayOf = has.HasFlag(Has.ReplayOf) ? ReadText(span, ref at) : null,
            Headers = has.HasFlag(Has.Headers) ? ReadText(span, ref at) : null,
            WithoutNotifications = has.HasFlag(Has.WithoutNotifications),
            Body = ReadBody(source, at),
        };
    }

    /// <summary>The message id's bytes, as they lie in an envelope.</summary>
    public static ReadOnlySpan<byte> MessageIdOf(ReadOnlySpan<byte> envelope)
        => envelope.Slice(FixedSize + sizeof(int), BinaryPrimitives.ReadInt32LittleEndian(envelope[FixedSize..]));

    private static Has FlagsOf(QueueMessage message)
        => (message.OrderId is null ? 0 : Has.OrderId)
            | (message.TraceParent is null ? 0 : Has.TraceParent)
            | (message.ReplayOf is null ? 0 : Has.ReplayOf)
            | (message.Headers is null ? 0 : Has.Headers)
            | (message.WithoutNotifications ? Has.WithoutNotifications : 0);

    private static int TextSize(string? text) => text is null ? 0 : sizeof(int) + Encoding.UTF8.GetMaxByteCount(text.Length);

    private static void WriteText(Span<byte> target, ref int at, string? text)
    {
        if (text is null)
        {
            return;
        }

        var length = Encoding.UTF8.GetBytes(text, target[(at + sizeof(int))..]);
        BinaryPrimitives.WriteInt32LittleEndian(target[at..], length);
        at += sizeof(int) + length;
    }

    private static string ReadText(ReadOnlySpan<byte> source, ref int at)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(source[at..]);
        var text = Encoding.UTF8.GetString(source.Slice(at + sizeof(int), length));
        at += sizeof(int) + length;
        return text;
    }

    private static ReadOnlyMemory<byte> ReadBody(ReadOnlyMemory<byte> source, int at)
        => source.Slice(at + sizeof(int), BinaryPrimitives.ReadInt32LittleEndian(source.Span[at..]));
}
