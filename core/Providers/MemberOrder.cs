namespace OrderRelay.Core.Providers;

/// <summary>
/// Sorts an object's members by name, then by place. A heap sort, because it needs no comparer that outlives the body's span,
/// no memory, and no more than n log n steps however an attacker orders a hundred thousand members.
/// </summary>
internal static class MemberOrder
{
    public static void Sort(in JsonField value, Span<int> names)
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

    public static bool SameName(in JsonField value, int left, int right) => CompareNames(value.At(left), value.At(right)) == 0;

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
