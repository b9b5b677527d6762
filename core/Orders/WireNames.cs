using System.Collections.Frozen;
using System.Reflection;
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

    private static readonly FrozenDictionary<TEnum, byte[]> Quoted = Names
        .ToFrozenDictionary(static pair => pair.Key, static pair => JsonSerializer.SerializeToUtf8Bytes(pair.Value));

    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<TEnum>().Select(static value => Names[value])];

    public static string Of(TEnum value) => Names[value];

    /// <summary>The same as a JSON string.</summary>
    public static ReadOnlySpan<byte> QuotedOf(TEnum value) => Quoted[value];

    public static bool TryParse(string word, out TEnum value) => Values.TryGetValue(word, out value);

    public static bool TryParse(ReadOnlySpan<char> word, out TEnum value) => BySpan.TryGetValue(word, out value);
}
