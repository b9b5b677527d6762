using System.Buffers.Text;
using System.Text;

namespace OrderRelay.Load.Http;

/// <summary>Finds the end of one HTTP/1.1 answer and its status. No headers beyond framing are looked at.</summary>
internal static class AnswerParser
{
    public static Answer Parse(ReadOnlySpan<byte> data)
    {
        var headEnd = data.IndexOf("\r\n\r\n"u8);
        if (headEnd < 0)
            return Answer.Incomplete;

        var head = data[..(headEnd + 2)];
        if (head.Length < 14 || !head.StartsWith("HTTP/1.1 "u8) || !Utf8Parser.TryParse(head[9..12], out int status, out _) || status is < 100 or > 999)
            return Answer.Malformed;

        long contentLength = 0;
        var chunked = false;
        var close = false;
        for (var rest = head[(head.IndexOf("\r\n"u8) + 2)..]; rest.Length > 0;)
        {
            var end = rest.IndexOf("\r\n"u8);
            var line = rest[..end];
            rest = rest[(end + 2)..];
            if (Value(line, "Content-Length:"u8) is { IsEmpty: false } length)
            {
                if (!Utf8Parser.TryParse(length, out contentLength, out var used) || used != length.Length || contentLength < 0)
                    return Answer.Malformed;
            }
            else if (Value(line, "Transfer-Encoding:"u8) is { IsEmpty: false } encoding)
            {
                chunked = Ascii.EqualsIgnoreCase(encoding, "chunked"u8);
            }
            else if (Value(line, "Connection:"u8) is { IsEmpty: false } connection)
            {
                close = Ascii.EqualsIgnoreCase(connection, "close"u8);
            }
        }

        var body = headEnd + 4;
        return chunked
            ? ParseChunks(data, body, status, close)
            : body + contentLength <= data.Length ? new Answer(AnswerState.Whole, status, (int)(body + contentLength), close) : Answer.Incomplete;
    }

    private static Answer ParseChunks(ReadOnlySpan<byte> data, int at, int status, bool close)
    {
        while (true)
        {
            var lineEnd = data[at..].IndexOf("\r\n"u8);
            if (lineEnd < 0)
                return Answer.Incomplete;

            if (!Utf8Parser.TryParse(data.Slice(at, lineEnd), out int size, out _, 'x') || size < 0)
                return Answer.Malformed;

            var next = at + lineEnd + 2L + size + 2;
            if (next > data.Length)
                return Answer.Incomplete;

            at = (int)next;
            if (size == 0)
                return new Answer(AnswerState.Whole, status, at, close);
        }
    }

    private static ReadOnlySpan<byte> Value(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name)
        => line.Length > name.Length && Ascii.EqualsIgnoreCase(line[..name.Length], name) ? line[name.Length..].Trim((byte)' ') : default;
}
