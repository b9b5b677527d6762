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
    /// <summary>The hash of a body's canonical form.</summary>
    /// <param name="root">The body's value.</param>
    /// <param name="without">A member of the outermost object that is left out; none when empty.</param>
    public static ContentHash Hash(JsonField root, ReadOnlySpan<byte> without = default)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(CanonicalWriter.BufferSize);
        var writer = new CanonicalWriter(buffer);
        Write(in root, root.Index, without, ref writer);
        var hash = new ContentHash(writer.Finish());
        ArrayPool<byte>.Shared.Return(buffer);
        return hash;
    }

    /// <summary>The canonical form itself, of a value that outlives its body; half surrogate pairs in it become U+FFFD.</summary>
    public static byte[] Form(JsonField value)
    {
        if (!value.Json.Contains((byte)'\\'))
        {
            return FormOf(in value);
        }

        using var tape = JsonTape.Parse(JsonText.Mend(value.Json));
        return FormOf(tape.Root);
    }

    /// <summary>The hash of the bytes themselves, for a body that no parser understands.</summary>
    public static ContentHash HashOfBytes(ReadOnlySpan<byte> body)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, hash);
        return new ContentHash(Convert.ToHexStringLower(hash));
    }

    private static byte[] FormOf(in JsonField value)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(CanonicalWriter.BufferSize);
        var writer = new CanonicalWriter(buffer, keeps: true);
        Write(in value, value.Index, default, ref writer);
        var form = writer.ToArray();
        ArrayPool<byte>.Shared.Return(buffer);
        return form;
    }

    private static void Write(in JsonField body, int at, ReadOnlySpan<byte> without, ref CanonicalWriter writer)
    {
        ref readonly var token = ref body.Token(at);
        switch (token.Type)
        {
            case JsonTokenType.StartObject:
                WriteObject(in body, at, without, ref writer);
                break;
            case JsonTokenType.StartArray:
                WriteArray(in body, at, ref writer);
                break;
            case JsonTokenType.String:
                writer.String(body.RawOf(in token), token.Escaped);
                break;
            default:
                writer.Bytes(body.RawOf(in token));
                break;
        }
    }

    private static void WriteArray(in JsonField body, int at, ref CanonicalWriter writer)
    {
        writer.Byte((byte)'[');
        var first = true;
        var end = body.Token(at).Next;
        for (var i = at + 1; i < end; i = body.Token(i).Next)
        {
            writer.Separate(ref first);
            Write(in body, i, default, ref writer);
        }

        writer.Byte((byte)']');
    }

    private static void WriteObject(in JsonField body, int at, ReadOnlySpan<byte> without, ref CanonicalWriter writer)
    {
        int[]? rented = null;
        Span<int> few = stackalloc int[MemberOrder.Few];
        var names = MemberOrder.TrySortFew(in body, at, few, out var count) ? few[..count] : MemberOrder.SortMany(body.At(at), out rented);
        writer.Byte((byte)'{');
        var first = true;
        foreach (var name in names)
        {
            if (without.IsEmpty || !body.At(name).Matches(without))
            {
                writer.Separate(ref first);
                WriteMember(in body, name, ref writer);
            }
        }

        writer.Byte((byte)'}');
        if (rented is not null)
        {
            ArrayPool<int>.Shared.Return(rented);
        }
    }

    private static void WriteMember(in JsonField body, int at, ref CanonicalWriter writer)
    {
        ref readonly var name = ref body.Token(at);
        ref readonly var value = ref body.Token(at + 1);
        if (name.Escaped || !body.IsTight(in name, in value))
        {
            writer.String(body.RawOf(in name), name.Escaped);
            writer.Byte((byte)':');
            Write(in body, at + 1, default, ref writer);
        }
        else if (value.Type is JsonTokenType.StartObject or JsonTokenType.StartArray || value.Escaped)
        {
            writer.Bytes(body.Between(name.Start - 1, name.Start + name.Length + 2));
            Write(in body, at + 1, default, ref writer);
        }
        else
        {
            // Most members stand in the body just as they are canonical.
            var end = value.Start + value.Length + (value.Type is JsonTokenType.String ? 1 : 0);
            writer.Bytes(body.Between(name.Start - 1, end));
        }
    }
}
