using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using OrderRelay.Core.Orders;

namespace OrderRelay.Core.Providers;

/// <summary>
/// The hash of what a body says, whatever way it is laid out: members sorted by the UTF-8 bytes of their names, the last of
/// those that share a name, no white space, strings by their meaning, numbers by their text. Two bodies of one hash map onto
/// equal events, whichever of them arrives first.
/// </summary>
public static class CanonicalJson
{
    private const int OnStack = 32;

    /// <summary>The hash of a body's canonical form.</summary>
    /// <param name="root">The body's value.</param>
    /// <param name="without">A member of the outermost object that is left out; none when empty.</param>
    public static ContentHash Hash(JsonField root, ReadOnlySpan<byte> without = default)
    {
        var writer = new CanonicalWriter(stackalloc byte[CanonicalWriter.BufferSize]);
        Write(root, without, ref writer);
        return new ContentHash(writer.Finish());
    }

    /// <summary>The canonical form itself, of a value that outlives its body; half surrogate pairs in it become U+FFFD.</summary>
    public static byte[] Form(JsonField value)
    {
        using var tape = JsonTape.Parse(JsonText.Mend(value.Json));
        var copy = new ArrayBufferWriter<byte>();
        var writer = new CanonicalWriter(stackalloc byte[CanonicalWriter.BufferSize], copy);
        Write(tape.Root, default, ref writer);
        writer.Flush();
        return copy.WrittenSpan.ToArray();
    }

    /// <summary>The hash of the bytes themselves, for a body that no parser understands.</summary>
    public static ContentHash HashOfBytes(ReadOnlySpan<byte> body)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, hash);
        return new ContentHash(Convert.ToHexStringLower(hash));
    }

    private static void Write(JsonField value, ReadOnlySpan<byte> without, ref CanonicalWriter writer)
    {
        switch (value.Type)
        {
            case JsonTokenType.StartObject:
                WriteObject(value, without, ref writer);
                break;
            case JsonTokenType.StartArray:
                WriteArray(value, ref writer);
                break;
            case JsonTokenType.String:
                writer.String(value.Raw, value.Escaped);
                break;
            default:
                writer.Bytes(value.Raw);
                break;
        }
    }

    private static void WriteArray(JsonField array, ref CanonicalWriter writer)
    {
        writer.Byte((byte)'[');
        var first = true;
        foreach (var element in array)
        {
            writer.Separate(ref first);
            Write(element, default, ref writer);
        }

        writer.Byte((byte)']');
    }

    private static void WriteObject(JsonField value, ReadOnlySpan<byte> without, ref CanonicalWriter writer)
    {
        var count = Count(value);
        var rented = count > OnStack ? ArrayPool<int>.Shared.Rent(count) : null;
        var names = (rented ?? stackalloc int[OnStack])[..count];
        for (int i = value.Index + 1, n = 0; n < count; i = value.At(i + 1).End)
        {
            names[n++] = i;
        }

        MemberOrder.Sort(value, names);
        writer.Byte((byte)'{');
        var first = true;
        for (var n = 0; n < count; n++)
        {
            if (n + 1 < count && MemberOrder.SameName(value, names[n], names[n + 1]))
            {
                continue;
            }

            WriteMember(value, names[n], without, ref first, ref writer);
        }

        writer.Byte((byte)'}');
        if (rented is not null)
        {
            ArrayPool<int>.Shared.Return(rented);
        }
    }

    private static void WriteMember(JsonField value, int token, ReadOnlySpan<byte> without, ref bool first, ref CanonicalWriter writer)
    {
        var name = value.At(token);
        if (!without.IsEmpty && name.Matches(without))
        {
            return;
        }

        writer.Separate(ref first);
        writer.String(name.Raw, name.Escaped);
        writer.Byte((byte)':');
        Write(value.At(token + 1), default, ref writer);
    }

    private static int Count(JsonField value)
    {
        var count = 0;
        for (var i = value.Index + 1; i < value.End; i = value.At(i + 1).End)
        {
            count++;
        }

        return count;
    }
}
