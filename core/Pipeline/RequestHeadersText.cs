using System.Buffers;
using OrderRelay.Core.Authentication;

namespace OrderRelay.Core.Pipeline;

/// <summary>
/// The request headers that help to explain a letter, as lines of <c>name: value</c>. Only those named here are kept, so
/// that no credential can slip in, whatever header a provider is configured to send it in.
/// </summary>
public static class RequestHeadersText
{
    private const int LongestValue = 256;

    private static readonly string[] Names =
        ["content-type", "content-encoding", "user-agent", "traceparent", "webhook-id", "webhook-timestamp", "x-request-id", "x-correlation-id"];

    private static readonly SearchValues<char> Printable = SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(static code => (char)code)]);

    private static readonly int Longest = Names.Sum(static name => name.Length + ": \n".Length + LongestValue);

    /// <returns>Null when the request has none of them.</returns>
    public static string? Of(IWebhookHeaders headers)
    {
        char[]? lines = null;
        var length = 0;
        foreach (var name in Names)
        {
            if (headers[name] is { Length: > 0 } value)
            {
                lines ??= ArrayPool<char>.Shared.Rent(Longest);
                Append(lines, ref length, name, value);
            }
        }

        if (lines is null)
        {
            return null;
        }

        var text = new string(lines, 0, length);
        ArrayPool<char>.Shared.Return(lines);
        return text;
    }

    /// <summary>The names and values of kept headers.</summary>
    public static IReadOnlyDictionary<string, string> Parse(string text)
    {
        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n'))
        {
            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            if (colon > 0)
            {
                headers[line[..colon]] = line[(colon + 2)..];
            }
        }

        return headers;
    }

    private static void Append(Span<char> lines, ref int length, string name, ReadOnlySpan<char> value)
    {
        if (length > 0)
        {
            lines[length++] = '\n';
        }

        name.CopyTo(lines[length..]);
        length += name.Length;
        lines[length++] = ':';
        lines[length++] = ' ';
        var kept = lines.Slice(length, Math.Min(value.Length, LongestValue));
        value[..kept.Length].CopyTo(kept);

        // What a header may not hold anyway must not break the lines here.
        kept.ReplaceAnyExcept(Printable, '?');
        length += kept.Length;
    }
}
