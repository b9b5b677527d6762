using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace OrderRelay.Core.Authentication;

/// <summary>
/// Credentials, each laid out with its length over the same number of bytes. Comparing goes over all those bytes of every one,
/// whatever was presented: neither the content nor the length of a credential shows in the time it takes, nor which of them was right.
/// </summary>
internal sealed class KnownCredentials
{
    private const int Step = 64;
    private const int OnStack = 512;
    private readonly byte[][] known;
    private readonly int width;

    public KnownCredentials(IEnumerable<string> credentials)
    {
        var texts = credentials.Where(static text => text.Length > 0).Select(Encoding.UTF8.GetBytes).ToArray();
        width = texts.Length == 0 ? 0 : (texts.Max(static text => text.Length) + sizeof(int) + Step - 1) / Step * Step;
        known = [.. texts.Select(LaidOut)];
    }

    public bool Any => known.Length > 0;

    public bool Contain(ReadOnlySpan<char> presented)
    {
        var size = Encoding.UTF8.GetMaxByteCount(presented.Length);
        var rented = size > OnStack ? ArrayPool<byte>.Shared.Rent(size) : null;
        var buffer = rented ?? stackalloc byte[OnStack];
        var found = Contain(buffer[..Encoding.UTF8.GetBytes(presented, buffer)]);
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }

        return found;
    }

    public bool Contain(ReadOnlySpan<byte> presented)
    {
        var rented = width > OnStack ? ArrayPool<byte>.Shared.Rent(width) : null;
        var laidOut = (rented ?? stackalloc byte[OnStack])[..width];
        LayOut(presented, laidOut);
        var found = false;
        foreach (var one in known)
        {
            found |= CryptographicOperations.FixedTimeEquals(laidOut, one);
        }

        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        }

        return found;
    }

    private byte[] LaidOut(byte[] text)
    {
        var bytes = new byte[width];
        LayOut(text, bytes);
        return bytes;
    }

    /// <summary>One that is longer than any known is cut, and its length still tells it apart.</summary>
    private static void LayOut(ReadOnlySpan<byte> text, Span<byte> target)
    {
        if (target.IsEmpty)
        {
            return;
        }

        target.Clear();
        BinaryPrimitives.WriteInt32LittleEndian(target, text.Length);
        text[..Math.Min(text.Length, target.Length - sizeof(int))].CopyTo(target[sizeof(int)..]);
    }
}
