using System.Text;

namespace OrderRelay.Abuse.Fuzzing;

/// <summary>Makes hostile bodies of those of a corpus: by bytes, by the tokens of JSON, and by splicing two of them.</summary>
internal sealed class Mutator(Random random, IReadOnlyList<byte[]> seeds)
{
    private static readonly byte[][] Dictionary =
    [
        .. ((string[])[
            "\"", "\\", "\\u0000", "\\ud800", "\\udc00\\ud800", "\\u", "{", "}", "[", "]", ",", ":", "null", "true", "false", "\"\"", "{}", "[]", "0", "-0", "-1", "1e999", "1e-999", "0.1",
            "9223372036854775808", "-9223372036854775809", "99999999999999999999999999999999999999", "\0", "\r\n", "/*", "//", "\ufeff", "\u202e", "\ud83d\ude00", "'", "%00", "../", "<script>",
            "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.9999999-14:00", "2025-02-30T00:00:00Z", "order_status_updated", "item_status_updated", "ORDER_STATUS_CHANGE", "completed", "SUCCESSFUL",
        ]).Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xC3], [0x80], [0xEF, 0xBB, 0xBF], [0xFF, 0xFE],
    ];

    public byte[] Next()
    {
        List<byte> body = [.. Any(seeds)];
        for (var strokes = random.Next(0, 6); strokes > 0 && body.Count > 0; strokes--)
        {
            Strike(body);
        }

        return [.. body];
    }

    private void Strike(List<byte> body)
    {
        var at = random.Next(body.Count);
        var length = random.Next(1, Math.Min(60, body.Count - at) + 1);
        switch (random.Next(10))
        {
            case 0:
                body[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                body[at] = (byte)random.Next(256);
                break;
            case 2:
                body.RemoveRange(at, length);
                break;
            case 3:
                body.RemoveRange(at, body.Count - at);
                break;
            case 4:
                body.InsertRange(random.Next(body.Count), body.GetRange(at, length));
                break;
            case 5:
                body.InsertRange(at, Any(Dictionary));
                break;
            case 6:
                Splice(body, at);
                break;
            case 7:
                ReplaceString(body, at);
                break;
            case 8:
                DoubleMember(body, at);
                break;
            default:
                body.InsertRange(at, Enumerable.Repeat(body[at], random.Next(1, 200)));
                break;
        }
    }

    private void Splice(List<byte> body, int at)
    {
        var other = Any(seeds);
        body.RemoveRange(at, body.Count - at);
        body.AddRange(other.AsSpan(other.Length == 0 ? 0 : random.Next(other.Length)));
    }

    /// <summary>Puts a word of the dictionary between the two quotes that follow.</summary>
    private void ReplaceString(List<byte> body, int at)
    {
        var open = body.IndexOf((byte)'"', at);
        var close = open < 0 ? -1 : body.IndexOf((byte)'"', open + 1);
        if (close > open)
        {
            body.RemoveRange(open + 1, close - open - 1);
            body.InsertRange(open + 1, Any(Dictionary));
        }
    }

    /// <summary>Says the member between two commas again, elsewhere.</summary>
    private void DoubleMember(List<byte> body, int at)
    {
        var begin = body.IndexOf((byte)',', at);
        var end = begin < 0 ? -1 : body.IndexOf((byte)',', begin + 1);
        if (end > begin)
        {
            var comma = body.LastIndexOf((byte)',', random.Next(body.Count));
            body.InsertRange(comma < 0 ? end : comma, body.GetRange(begin, end - begin));
        }
    }

    private T Any<T>(IReadOnlyList<T> all) => all[random.Next(all.Count)];
}
