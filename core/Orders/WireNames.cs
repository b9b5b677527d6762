using System.Collections.Frozen;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrderRelay.Core.Orders;

/// <summary>An enum's <see cref="JsonStringEnumMemberNameAttribute"/> names, read once.</summary>
internal static class WireNames<TEnum>
    where TEnum : struct, Enum
{
    private static readonly FrozenDictionary<TEnum, string> Names = Enum.GetValues<TEnum>()
        .ToFrozenDictionary(static value => value, static value => typeof(TEnum)
            .GetField(value.ToString())!
            .GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? value.ToString());

    private static readonly FrozenDictionary<string, TEnum> Values = Names
        .ToFrozenDictionary(static pair => pair.Value, static pair => pair.Key, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, TEnum>.AlternateLookup<ReadOnlySpan<char>> BySpan = Values.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>By the value itself, of which none exceeds a hundred: three are written with every state.</summary>
    private static readonly byte[]?[] Quoted = Index();

    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<TEnum>().Select(static value => Names[value])];

    public static string Of(TEnum value) => Names[value];

    /// <summary>The same as a JSON string.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of the enum's.</exception>
    public static ReadOnlySpan<byte> QuotedOf(TEnum value)
        => (uint)Unsafe.BitCast<TEnum, int>(value) is var index && index < (uint)Quoted.Length && Quoted[index] is { } quoted
            ? quoted
            : throw new ArgumentOutOfRangeException(nameof(value), value, "no such status");

    public static bool TryParse(string word, out TEnum value) => Values.TryGetValue(word, out value);

    public static bool TryParse(ReadOnlySpan<char> word, out TEnum value) => BySpan.TryGetValue(word, out value);

    private static byte[]?[] Index()
    {
        var quoted = new byte[]?[Names.Keys.Max(static value => Unsafe.BitCast<TEnum, int>(value)) + 1];
        foreach (var (value, name) in Names)
        {
            quoted[Unsafe.BitCast<TEnum, int>(value)] = JsonSerializer.SerializeToUtf8Bytes(name);
        }

        return quoted;
    }
}
