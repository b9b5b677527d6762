namespace OrderRelay.Contracts.Providers;

/// <summary>Damages bodies: flips, drops, doubles and moves bytes, and slips in what parsers stumble over.</summary>
internal sealed class ByteDamage(Random random)
{
    private static readonly byte[][] Splinters =
    [
        "\""u8.ToArray(), "\\"u8.ToArray(), "\\ud800"u8.ToArray(), "\\udc00\\ud800"u8.ToArray(), "{"u8.ToArray(), "}"u8.ToArray(), "["u8.ToArray(), "]"u8.ToArray(),
        ","u8.ToArray(), ":"u8.ToArray(), "null"u8.ToArray(), "1e999"u8.ToArray(), "-0"u8.ToArray(), "99999999999999999999999999"u8.ToArray(), "\0"u8.ToArray(),
        [0xFF], [0xED, 0xA0, 0x80], [0xC3], "\\u0000"u8.ToArray(),
    ];

    public byte[] Of(byte[] body)
    {
        List<byte> damaged = [.. body];
        for (var strokes = random.Next(1, 4); strokes > 0 && damaged.Count > 0; strokes--)
        {
            Strike(damaged);
        }

        return [.. damaged];
    }

    private void Strike(List<byte> damaged)
    {
        var at = random.Next(damaged.Count);
        var length = random.Next(1, Math.Min(40, damaged.Count - at) + 1);
        switch (random.Next(5))
        {
            case 0:
                damaged[at] = (byte)random.Next(256);
                break;
            case 1:
                damaged.RemoveRange(at, length);
                break;
            case 2:
                damaged.InsertRange(at, damaged.GetRange(at, length));
                break;
            case 3:
                damaged.InsertRange(random.Next(damaged.Count), damaged.GetRange(at, length));
                break;
            default:
                damaged.InsertRange(at, Splinters[random.Next(Splinters.Length)]);
                break;
        }
    }
}
