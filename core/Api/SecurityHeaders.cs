namespace OrderRelay.Core.Api;

/// <summary>
/// What every answer says to a browser unless the answer itself says otherwise: take the body for nothing but its type, keep no copy
/// (answers hold personal data), run and load nothing, show it in no frame, and tell nobody where a link on it was followed from.
/// </summary>
public static class SecurityHeaders
{
    private static readonly KeyValuePair<string, string>[] Closed =
    [
        new("X-Content-Type-Options", "nosniff"),
        new("Cache-Control", "no-store"),
        new("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
        new("Referrer-Policy", "no-referrer"),
    ];

    /// <summary>The headers to set before the answer's own. None for an acknowledgement: a program reads it, and it holds an id.</summary>
    public static ReadOnlySpan<KeyValuePair<string, string>> Of(ApiAnswer answer) => answer.Status == 202 ? [] : Closed;
}
