using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace OrderRelay.Core.Providers;

/// <summary>
/// Feeds a canonical form to SHA-256 through a buffer on the stack: a body that fits is hashed in one call, a larger one in
/// buffers full, and neither is ever held whole. Given a copy to write to, it writes the form there instead.
/// </summary>
internal ref struct CanonicalWriter(Span<byte> buffer, ArrayBufferWriter<byte>? copy = null)
{
    public const int BufferSize = 4096;

    private readonly Span<byte> buffer = buffer;
    private int length;
    private IncrementalHash? hash;

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
        if (hash is null)
        {
            SHA256.HashData(buffer[..length], digest);
        }
        else
        {
            Flush();
            hash.GetHashAndReset(digest);
            hash.Dispose();
        }

        return Convert.ToHexStringLower(digest);
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

    public void Flush()
    {
        if (copy is not null)
        {
            copy.Write(buffer[..length]);
            length = 0;
            return;
        }

        hash ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(buffer[..length]);
        length = 0;
    }
}
