using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrderRelay.Core.Orders;

/// <summary>An id type as the plain string that it wraps.</summary>
public abstract class TextConverter<TId> : JsonConverter<TId>
    where TId : struct
{
    public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => Wrap(reader.GetString() ?? throw new JsonException("an id is a string"));

    public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options)
        => writer.WriteStringValue(Unwrap(value));

    protected abstract TId Wrap(string text);

    protected abstract string Unwrap(TId id);
}

/// <inheritdoc />
public sealed class EventIdentityConverter : TextConverter<EventIdentity>
{
    protected override EventIdentity Wrap(string text) => new(text);

    protected override string Unwrap(EventIdentity id) => id.Value;
}

/// <inheritdoc />
public sealed class ContentHashConverter : TextConverter<ContentHash>
{
    protected override ContentHash Wrap(string text) => new(text);

    protected override string Unwrap(ContentHash id) => id.Value;
}
