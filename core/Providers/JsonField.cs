using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;
using OrderRelay.Core.Orders;

namespace OrderRelay.Core.Providers;

/// <summary>
/// One value of a body, or its absence, read without trust: a value of another type than asked for reads as null, and so does
/// <c>""</c>, which providers send for "not said". Nothing here throws. Of members that share a name the last one counts.
/// </summary>
public readonly ref struct JsonField
{
    /// <summary>Longest id or event name taken, in characters. Stores put them into keys; a longer one reads as absent.</summary>
    public const int LongestId = 200;

    private readonly ReadOnlySpan<byte> json;
    private readonly ReadOnlySpan<JsonToken> tokens;
    private readonly int index;

    internal JsonField(ReadOnlySpan<byte> json, ReadOnlySpan<JsonToken> tokens, int index)
    {
        this.json = json;
        this.tokens = tokens;
        this.index = index;
    }

    /// <summary>False for a member that is not there; null is a value.</summary>
    public bool Exists => !tokens.IsEmpty;

    public bool IsObject => Type is JsonTokenType.StartObject;

    public bool IsArray => Type is JsonTokenType.StartArray;

    /// <summary>Not there, null or the empty string: the provider said nothing.</summary>
    public bool SaysNothing => Type is JsonTokenType.None or JsonTokenType.Null || (Type is JsonTokenType.String && tokens[index].Length == 0);

    /// <summary>A string as its text, a number as it was written; null for anything else and for <c>""</c>.</summary>
    public string? Text => Type switch
    {
        JsonTokenType.String when tokens[index].Length > 0 => JsonText.Decode(Raw, tokens[index].Escaped),
        JsonTokenType.Number => Encoding.UTF8.GetString(Raw),
        _ => null,
    };

    /// <summary>As <see cref="Text"/>, for what nearly every body repeats, as <see cref="KnownWords"/> do. Not for what is personal.</summary>
    internal string? Word => Type is JsonTokenType.String && tokens[index] is { Length: > 0, Escaped: false } ? KnownWords.Of(Raw) : Text;

    /// <summary>As <see cref="Text"/>, and null when longer than <see cref="LongestId"/>.</summary>
    public string? Id => Text is { Length: <= LongestId } id ? id : null;

    /// <summary>A whole number, or a string that holds one.</summary>
    public int? WholeNumber
        => Type is JsonTokenType.Number or JsonTokenType.String && int.TryParse(Raw, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;

    /// <summary>A number, or a string that holds one; exact, never by way of a double.</summary>
    public decimal? Number
        => Type is JsonTokenType.Number or JsonTokenType.String && decimal.TryParse(Raw, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;

    /// <summary>An ISO 8601 text with any offset, or a Unix time in seconds or milliseconds, as <see cref="Instants"/> reads them.</summary>
    public DateTimeOffset? Instant => HasText && QuickInstant.TryRead(Raw, out var instant) ? instant : Instants.Read(Text);

    /// <summary>The value as any JSON at all, in canonical form, with a life of its own; null when <see cref="SaysNothing"/>.</summary>
    public JsonElement? Element => SaysNothing ? null : JsonElement.Parse(CanonicalJson.Form(this));

    /// <summary>The same, parsed only when somebody asks.</summary>
    internal PassedThrough? PassedThrough => SaysNothing ? null : PassedThrough.Of(CanonicalJson.Form(this));

    /// <summary>The value's own JSON, byte for byte.</summary>
    public ReadOnlySpan<byte> Json => Type switch
    {
        JsonTokenType.None => default,
        JsonTokenType.String => json.Slice(tokens[index].Start - 1, tokens[index].Length + 2),
        _ => Raw,
    };

    /// <summary>A string or number with something in it.</summary>
    private bool HasText => Type is JsonTokenType.String or JsonTokenType.Number;

    /// <summary>As <see cref="Id"/>, of one in ASCII and without escapes.</summary>
    internal bool TryCopyId(Span<char> destination, out int length)
    {
        length = 0;
        return HasText && tokens[index] is { Length: > 0, Escaped: false } && Ascii.ToUtf16(Raw, destination, out length) is OperationStatus.Done;
    }

    internal JsonTokenType Type => tokens.IsEmpty ? JsonTokenType.None : tokens[index].Type;

    internal ReadOnlySpan<byte> Raw => json.Slice(tokens[index].Start, tokens[index].Length);

    internal int Index => index;

    internal int End => tokens[index].Next;

    internal bool Escaped => tokens[index].Escaped;

    /// <summary>The object's member of that name; absent when this is no object or has none.</summary>
    public JsonField this[ReadOnlySpan<byte> name]
    {
        get
        {
            var found = -1;
            var end = IsObject ? End : 0;
            for (var i = index + 1; i < end; i = tokens[i + 1].Next)
            {
                ref readonly var member = ref tokens[i];
                if (member.Escaped ? At(i).Matches(name) : member.Length == name.Length && json.Slice(member.Start, member.Length).SequenceEqual(name))
                {
                    found = i + 1;
                }
            }

            return found < 0 ? default : At(found);
        }
    }

    /// <summary>The elements of an array; none when this is no array.</summary>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>A string or number that equals one of ASCII <paramref name="text"/>, exactly.</summary>
    public bool Is(ReadOnlySpan<byte> text) => Type is JsonTokenType.String or JsonTokenType.Number && Matches(text);

    internal ref readonly JsonToken Token(int at) => ref tokens[at];

    internal ReadOnlySpan<byte> RawOf(in JsonToken token) => json.Slice(token.Start, token.Length);

    /// <summary>A name's first eight bytes as a number that sorts as they do. A name has no byte of 0, which stands for its end.</summary>
    internal ulong PrefixOf(in JsonToken name)
    {
        if (name.Start > json.Length - sizeof(ulong))
        {
            Span<byte> padded = stackalloc byte[sizeof(ulong)];
            padded.Clear();
            json.Slice(name.Start, Math.Min(name.Length, padded.Length)).CopyTo(padded);
            return BinaryPrimitives.ReadUInt64BigEndian(padded);
        }

        var prefix = BinaryPrimitives.ReadUInt64BigEndian(json[name.Start..]);
        return name.Length >= sizeof(ulong) ? prefix : name.Length == 0 ? 0 : prefix & (ulong.MaxValue << (8 * (sizeof(ulong) - name.Length)));
    }

    internal ReadOnlySpan<byte> Between(int start, int end) => json[start..end];

    /// <summary>Nothing but the colon stands between a name and its value.</summary>
    internal bool IsTight(in JsonToken name, in JsonToken value)
    {
        var colon = name.Start + name.Length + 1;
        return json[colon] == (byte)':' && value.Start - (value.Type is JsonTokenType.String ? 1 : 0) == colon + 1;
    }

    internal JsonField At(int token) => new(json, tokens, token);

    internal bool Matches(ReadOnlySpan<byte> text)
    {
        if (!tokens[index].Escaped)
        {
            return Raw.SequenceEqual(text);
        }

        var unescaped = new byte[Raw.Length];
        return unescaped.AsSpan(0, JsonText.Unescape(Raw, unescaped)).SequenceEqual(text);
    }

    /// <summary>Walks an array's elements.</summary>
    public ref struct Enumerator
    {
        private readonly JsonField array;
        private int at;
        private int next;

        internal Enumerator(JsonField array)
        {
            this.array = array;
            next = array.Type is JsonTokenType.StartArray ? array.Index + 1 : -1;
        }

        public readonly JsonField Current => array.At(at);

        public bool MoveNext()
        {
            if (next < 0 || next >= array.End)
            {
                return false;
            }

            at = next;
            next = array.At(at).End;
            return true;
        }
    }
}
