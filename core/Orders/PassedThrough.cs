using System.Runtime.InteropServices;
using System.Text.Json;

namespace OrderRelay.Core.Orders;

/// <summary>
/// Any JSON that an ordering system passed through. Most of it is only ever stored: it is kept as bytes and parsed when
/// somebody asks, because parsing it cost an event as much as folding it.
/// </summary>
internal sealed class PassedThrough : IEquatable<PassedThrough>
{
    private readonly JsonElement element;
    private readonly byte[]? json;
    private object? parsed;

    private PassedThrough(JsonElement element) => this.element = element;

    private PassedThrough(byte[] json) => this.json = json;

    public JsonElement Element => json is null ? element : (JsonElement)(parsed ??= JsonElement.Parse(json));

    public ReadOnlySpan<byte> Json => json is null ? JsonMarshal.GetRawUtf8Value(element) : json;

    /// <summary>Null for JSON's null, which is "not said".</summary>
    public static PassedThrough? Of(JsonElement? value)
        => value is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } element ? new(element) : null;

    /// <param name="json">A value that is not null, in valid JSON without halves of surrogate pairs.</param>
    public static PassedThrough Of(byte[] json) => new(json);

    /// <summary>What was said last; the earlier one where that says the same.</summary>
    public PassedThrough Over(PassedThrough? earlier) => earlier is not null && Json.SequenceEqual(earlier.Json) ? earlier : this;

    public bool Equals(PassedThrough? other) => other is not null && json == other.json && element.Equals(other.element);

    public override bool Equals(object? obj) => Equals(obj as PassedThrough);

    public override int GetHashCode() => HashCode.Combine(json, element);
}
