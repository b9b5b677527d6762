using System.Collections.Frozen;
using OrderRelay.Core.Api;

namespace OrderRelay.Core.Board;

/// <summary>
/// The board: the static files of the folder <c>board/</c>, embedded in this build. <c>/</c> is its page, <c>/board/…</c> what the page loads.
/// They hold no data; the page asks the API for it, with the operator's key.
/// </summary>
public static class BoardFiles
{
    private const string Prefix = "board/";

    /// <summary>Nothing from elsewhere, nothing inline: a payload that reaches the page as markup by mistake still runs nothing.</summary>
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private const string PermissionsPolicy =
        "accelerometer=(), autoplay=(), camera=(), display-capture=(), fullscreen=(), geolocation=(), gyroscope=(), magnetometer=(), "
        + "microphone=(), midi=(), payment=(), publickey-credentials-get=(), screen-wake-lock=(), usb=(), xr-spatial-tracking=()";

    private static readonly FrozenDictionary<string, ApiAnswer> Files = Load();

    /// <summary>Every path that is answered, such as <c>/</c> and <c>/board/js/main.js</c>.</summary>
    public static IEnumerable<string> Paths => Files.Keys;

    /// <summary>The answer to <c>GET path</c>.</summary>
    /// <param name="path">As it came over the wire, without the query: a path that is escaped or has dots is none of these files.</param>
    public static ApiAnswer Answer(string path) => Files.GetValueOrDefault(path) ?? Problems.NoSuchRoute();

    private static FrozenDictionary<string, ApiAnswer> Load()
    {
        var files = new Dictionary<string, ApiAnswer>(StringComparer.Ordinal);
        foreach (var name in typeof(BoardFiles).Assembly.GetManifestResourceNames())
        {
            // MSBuild names the folders within as the machine that builds does.
            var path = name.Replace('\\', '/');
            if (path.StartsWith(Prefix, StringComparison.Ordinal))
            {
                var body = Resources.Read(name);
                files.Add("/" + path, Headed(new(200, TypeOf(path), body)));
            }
        }

        // The page names what it loads from where it stands, so it stands in one place.
        _ = files.Remove("/board/index.html", out var page);
        files.Add("/", page ?? throw new InvalidOperationException("board/index.html is not embedded in this build"));
        return files.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static ApiAnswer Headed(ApiAnswer answer) => answer
        .With(EntityTags.Header, EntityTags.Of(answer.Body.Span))
        .With("Cache-Control", "no-cache")
        .With("Content-Security-Policy", ContentSecurityPolicy)
        .With("X-Content-Type-Options", "nosniff")
        .With("Referrer-Policy", "no-referrer")
        .With("Permissions-Policy", PermissionsPolicy);

    private static string TypeOf(string path) => Path.GetExtension(path) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" or ".mjs" => "text/javascript; charset=utf-8",
        ".json" or ".webmanifest" => "application/json; charset=utf-8",
        ".svg" => "image/svg+xml; charset=utf-8",
        ".png" => "image/png",
        ".ico" => "image/x-icon",
        ".woff2" => "font/woff2",
        var unknown => throw new InvalidOperationException($"'{path}' is embedded, and no media type is known for '{unknown}'"),
    };
}
