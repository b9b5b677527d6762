using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace OrderRelay.Core.Api;

/// <summary>Strong entity tags, so that whoever asks again for what did not change gets 304 and no body.</summary>
public static class EntityTags
{
    public const string Header = "ETag";

    private const int HashBytes = 16;

    /// <summary>Tags a 200 answer by the hash of its body; turns it into a 304 where the client has that body already.</summary>
    /// <param name="answer">The answer to a GET; one that is not a 200 is left as it is, and a tag that it has is kept.</param>
    /// <param name="ifNoneMatch">The request's <c>If-None-Match</c>; null when there was none.</param>
    public static ApiAnswer Tagged(this ApiAnswer answer, string? ifNoneMatch)
    {
        if (answer.Status != 200)
        {
            return answer;
        }

        var tag = TagOf(answer);
        var tagged = tag is null ? answer.With(Header, tag = Of(answer.Body.Span)) : answer;
        return ifNoneMatch is not null && Names(ifNoneMatch, tag) ? tagged with { Status = 304, ContentType = null, Body = default } : tagged;
    }

    internal static string Of(ReadOnlySpan<byte> body)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _ = SHA256.HashData(body, hash);
        return $"\"{Encoding.ASCII.GetString(Base64Url.EncodeToUtf8(hash[..HashBytes]))}\"";
    }

    private static string? TagOf(ApiAnswer answer)
    {
        foreach (var (name, value) in answer.Headers)
        {
            if (name == Header)
            {
                return value;
            }
        }

        return null;
    }

    /// <summary>The weak comparison, as RFC 9110 asks for with this header: a proxy that compressed the body marks the tag as weak.</summary>
    private static bool Names(ReadOnlySpan<char> ifNoneMatch, string tag)
    {
        if (ifNoneMatch.Trim() is "*")
        {
            return true;
        }

        foreach (var range in ifNoneMatch.Split(','))
        {
            var candidate = ifNoneMatch[range].Trim();
            if ((candidate.StartsWith("W/", StringComparison.Ordinal) ? candidate[2..] : candidate).SequenceEqual(tag))
            {
                return true;
            }
        }

        return false;
    }
}
