using System.Buffers;

namespace OrderRelay.Core.Providers;

/// <summary>
/// An object's members by name, of those that share a name the last. Few are sorted by insertion on the first eight bytes of
/// their names, which costs a fifth of the heap sort. Many go through that, because it needs no comparer that outlives the body's
/// span and no more than n log n steps however an attacker orders a hundred thousand members.
/// </summary>
internal static class MemberOrder
{
    /// <summary>An order's events have about twenty members.</summary>
    public const int Few = 32;

    /// <summary>Sorts an object's members.</summary>
    /// <param name="body">The body.</param>
    /// <param name="at">The object.</param>
    /// <param name="names">Takes the tokens of the names; <see cref="Few"/> long.</param>
    /// <param name="count">How many there are.</param>
    /// <returns>False for more members than <see cref="Few"/>, or one with escapes in its name.</returns>
    public static bool TrySortFew(in JsonField body, int at, Span<int> names, out int count)
    {
        Span<ulong> prefixes = stackalloc ulong[Few];
        count = 0;
        var end = body.Token(at).Next;
        for (var i = at + 1; i < end; i = body.Token(i + 1).Next)
        {
            if (count == Few || body.Token(i).Escaped)
            {
                return false;
            }

            var prefix = body.PrefixOf(in body.Token(i));
            var place = count;
            var order = 1;
            while (place > 0 && (order = Compare(in body, prefix, i, prefixes[place - 1], names[place - 1])) < 0)
            {
                place--;
            }

            if (place > 0 && order == 0)
            {
                names[place - 1] = i;
                continue;
            }

            Insert(prefixes, prefix, place, count);
            Insert(names, i, place, count++);
        }

        return true;
    }

    /// <summary>Sorts any number of members.</summary>
    /// <param name="value">The object.</param>
    /// <param name="rented">What the result lies in, to be given back to its pool.</param>
    public static ReadOnlySpan<int> SortMany(in JsonField value, out int[] rented)
    {
        var count = 0;
        for (var i = value.Index + 1; i < value.End; i = value.Token(i + 1).Next)
        {
            count++;
        }

        rented = ArrayPool<int>.Shared.Rent(count);
        var names = rented.AsSpan(0, count);
        for (int i = value.Index + 1, n = 0; n < count; i = value.Token(i + 1).Next)
        {
            names[n++] = i;
        }

        Sort(in value, names);
        return names[..DropRepeated(in value, names)];
    }

    private static int Compare(in JsonField body, ulong leftPrefix, int left, ulong rightPrefix, int right)
        => leftPrefix != rightPrefix
            ? leftPrefix < rightPrefix ? -1 : 1
            : body.RawOf(in body.Token(left)).SequenceCompareTo(body.RawOf(in body.Token(right)));

    private static void Insert<T>(Span<T> values, T value, int place, int count)
    {
        for (var i = count; i > place; i--)
        {
            values[i] = values[i - 1];
        }

        values[place] = value;
    }

    private static int DropRepeated(in JsonField value, Span<int> names)
    {
        var kept = 0;
        for (var n = 0; n < names.Length; n++)
        {
            if (n + 1 == names.Length || CompareNames(value.At(names[n]), value.At(names[n + 1])) != 0)
            {
                names[kept++] = names[n];
            }
        }

        return kept;
    }

    private static void Sort(in JsonField value, Span<int> names)
    {
        for (var root = (names.Length / 2) - 1; root >= 0; root--)
        {
            Sink(in value, names, root);
        }

        for (var end = names.Length - 1; end > 0; end--)
        {
            (names[0], names[end]) = (names[end], names[0]);
            Sink(in value, names[..end], 0);
        }
    }

    private static void Sink(in JsonField value, Span<int> names, int root)
    {
        while (true)
        {
            var child = (2 * root) + 1;
            if (child >= names.Length)
            {
                return;
            }

            if (child + 1 < names.Length && Compare(in value, names[child], names[child + 1]) < 0)
            {
                child++;
            }

            if (Compare(in value, names[root], names[child]) >= 0)
            {
                return;
            }

            (names[root], names[child]) = (names[child], names[root]);
            root = child;
        }
    }

    private static int Compare(in JsonField value, int left, int right)
    {
        var byName = CompareNames(value.At(left), value.At(right));
        return byName != 0 ? byName : left.CompareTo(right);
    }

    private static int CompareNames(in JsonField left, in JsonField right)
        => left.Escaped || right.Escaped
            ? Unescaped(left).SequenceCompareTo(Unescaped(right))
            : left.Raw.SequenceCompareTo(right.Raw);

    private static ReadOnlySpan<byte> Unescaped(JsonField name)
    {
        if (!name.Escaped)
        {
            return name.Raw;
        }

        var bytes = new byte[name.Raw.Length];
        return bytes.AsSpan(0, JsonText.Unescape(name.Raw, bytes));
    }
}
