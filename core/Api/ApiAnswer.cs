using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace OrderRelay.Core.Api;

/// <summary>An HTTP answer in plain terms. Both hosts write it out as it is, which is why they answer alike.</summary>
/// <param name="Status">HTTP status code.</param>
/// <param name="ContentType">Media type; null for an answer without a body.</param>
/// <param name="Body">The exact bytes of the body.</param>
public sealed record ApiAnswer(int Status, string? ContentType, ReadOnlyMemory<byte> Body)
{
    public const string JsonType = "application/json; charset=utf-8";
    public const string ProblemType = "application/problem+json; charset=utf-8";

    /// <summary>Further response headers.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public static ApiAnswer Json<T>(int status, T value, JsonTypeInfo<T> type)
        => new(status, JsonType, JsonSerializer.SerializeToUtf8Bytes(value, type));

    public static ApiAnswer NoContent() => new(204, null, default);

    /// <summary>An RFC 9457 problem: what is wrong, and what to do about it.</summary>
    /// <param name="status">HTTP status code.</param>
    /// <param name="slug">Ends the problem's type URN; a closed, documented set.</param>
    /// <param name="title">The kind of problem, always the same for one slug.</param>
    /// <param name="detail">What to do about this one. Never shows a credential or a value from a body.</param>
    public static ApiAnswer Problem(int status, string slug, string title, string detail) => new(
        status,
        ProblemType,
        JsonSerializer.SerializeToUtf8Bytes(new ProblemView($"urn:orderrelay:problem:{slug}", title, status, detail), ApiJson.Default.ProblemView));

    public ApiAnswer With(string header, string value) => this with { Headers = [.. Headers, new(header, value)] };

    public override string ToString() => $"{Status} {Encoding.UTF8.GetString(Body.Span)}";
}

internal sealed record ProblemView(string Type, string Title, int Status, string Detail);
