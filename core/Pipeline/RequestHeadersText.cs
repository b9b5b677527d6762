using System.Text;
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

    /// <returns>Null when the request has none of them.</returns>
    public static string? Of(IWebhookHeaders headers)
    {
        StringBuilder? text = null;
        foreach (var name in Names)
        {
            if (headers[name] is { Length: > 0 } value)
            {
                text = text is null ? new StringBuilder(128) : text.Append('\n');
                _ = text.Append(name).Append(": ").Append(Printable(value));
            }
        }

        return text?.ToString();
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

    /// <summary>What a header may not hold anyway must not break the lines here.</summary>
    private static string Printable(string value)
    {
        var kept = value.Length > LongestValue ? value[..LongestValue] : value;
        foreach (var character in kept)
        {
            if (character is < ' ' or > '~')
            {
                return string.Create(kept.Length, kept, static (target, source) =>
                {
                    for (var index = 0; index < target.Length; index++)
                    {
                        target[index] = source[index] is < ' ' or > '~' ? '?' : source[index];
                    }
                });
            }
        }

        return kept;
    }
}
