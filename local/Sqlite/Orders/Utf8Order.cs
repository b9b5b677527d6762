namespace OrderRelay.Local.Sqlite;

/// <summary>Texts in the order of their UTF-8 bytes, as SQLite compares them. UTF-16 differs from it where a surrogate pair, which
/// stands for a high code point, meets a code unit above the surrogates.</summary>
internal static class Utf8Order
{
    public static IComparer<string> Comparer { get; } = Comparer<string>.Create(Compare);

    public static int Compare(string left, string right)
    {
        var common = left.AsSpan().CommonPrefixLength(right);
        if (common == left.Length || common == right.Length)
        {
            return left.Length.CompareTo(right.Length);
        }

        var (one, other) = (left[common], right[common]);
        return char.IsSurrogate(one) == char.IsSurrogate(other)
            ? one.CompareTo(other)
            : char.IsSurrogate(one) ? (other > '\uDFFF' ? 1 : one.CompareTo(other)) : (one > '\uDFFF' ? -1 : one.CompareTo(other));
    }
}
