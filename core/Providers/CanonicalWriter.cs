using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace OrderRelay.Core.Providers;

/// <summary>
/// Feeds a canonical form to SHA-256 through a pooled buffer: a body that fits is hashed in one call, a larger one in
/// buffers full, and neither is ever held whole, unless it is the form itself that is wanted.
/// </summary>
internal ref struct CanonicalWriter(Span<byte> buffer, bool keeps = false)
{
    public const int BufferSize = 4096;

    /// <summary>Making one costs more than hashing half a body, and asking for a hash in one call makes one each time.</summary>
    [ThreadStatic]
    private static IncrementalHash? idle;

    private readonly Span<byte> buffer = buffer;
    private int length;
    private IncrementalHash? hash;
    private ArrayBufferWriter<byte>? kept;

    public void Byte(byte value)
    {
        if (length == buffer.Length)
        {
            Flush();
        }

        buffer[length++] = value;
    }

    public void Bytes(scoped ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > buffer.Length - length)
        {
            var fitting = buffer.Length - length;
            bytes[..fitting].CopyTo(buffer[length..]);
            length += fitting;
            bytes = bytes[fitting..];
            Flush();
        }

        bytes.CopyTo(buffer[length..]);
        length += bytes.Length;
    }

    public void Separate(ref bool first)
    {
        if (!first)
        {
            Byte((byte)',');
        }

        first = false;
    }

    /// <summary>A name or string: raw text without escapes is canonical as it stands.</summary>
    public void String(scoped ReadOnlySpan<byte> raw, bool escaped)
    {
        Byte((byte)'"');
        if (escaped)
        {
            var rented = ArrayPool<byte>.Shared.Rent(raw.Length);
            Escape(rented.AsSpan(0, JsonText.Unescape(raw, rented)));
            ArrayPool<byte>.Shared.Return(rented);
        }
        else
        {
            Bytes(raw);
        }

        Byte((byte)'"');
    }

    /// <summary>The hash in lower-case hex.</summary>
    public string Finish()
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        Flush();
        hash!.GetHashAndReset(digest);
        idle = hash;
        return Convert.ToHexStringLower(digest);
    }

    /// <summary>The form itself.</summary>
    public byte[] ToArray()
    {
        if (kept is null)
        {
            return buffer[..length].ToArray();
        }

        Flush();
        return kept.WrittenSpan.ToArray();
    }

    private void Escape(ReadOnlySpan<byte> text)
    {
        Span<byte> hex = stackalloc byte[2];
        foreach (var value in text)
        {
            if (value is (byte)'"' or (byte)'\\')
            {
                Byte((byte)'\\');
                Byte(value);
            }
            else if (value < ' ')
            {
                Bytes("\\u00"u8);
                _ = Utf8Formatter.TryFormat(value, hex, out _, new StandardFormat('x', 2));
                Bytes(hex);
            }
            else
            {
                Byte(value);
            }
        }
    }

    private void Flush()
    {
        if (keeps)
        {
            (kept ??= new()).Write(buffer[..length]);
        }
        else
        {
            hash ??= Take();
            hash.AppendData(buffer[..length]);
        }

        length = 0;
    }

    /// <summary>Out of its place while it is used: one that an exception left half full is never used again.</summary>
    private static IncrementalHash Take()
    {
        var taken = idle ?? IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        idle = null;
        return taken;
    }
}
