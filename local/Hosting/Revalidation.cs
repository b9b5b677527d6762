using OrderRelay.Core.Api;

namespace OrderRelay.Local.Hosting;

/// <summary>Spares a client the body that it has already.</summary>
internal static class Revalidation
{
    /// <summary>The answer to a GET, with its tag; 304 where the request names that tag.</summary>
    public static ApiAnswer Tagged(this HttpRequest request, ApiAnswer answer)
        => answer.Tagged(request.Headers.IfNoneMatch is { Count: > 0 } sent ? sent.ToString() : null);
}
