using System.Net;
using System.Security.Cryptography;
using System.Text;
using OrderRelay.Core.Api;

namespace OrderRelay.Local.Hosting;

/// <summary>
/// Who may use the operator's routes: whoever has a key from <c>Operator:Keys</c>. Without any key configured, which only
/// a loopback address allows, whoever is on this machine; but not a web page that a browser on it happens to show.
/// </summary>
internal sealed class OperatorAccess(IConfiguration configuration)
{
    private const string Scheme = "Bearer ";

    private readonly byte[][] keys = [.. KeysOf(configuration).Select(static key => SHA256.HashData(Encoding.UTF8.GetBytes(key)))];

    public static IReadOnlyList<string> KeysOf(IConfiguration configuration)
        => [.. configuration.GetSection("Operator:Keys").GetChildren().Select(static child => child.Value).OfType<string>().Where(static key => key.Length > 0)];

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (!NeedsKey(context.Request.Path) || IsAllowed(context.Request))
        {
            await next(context);
            return;
        }

        await context.Response.WriteAsync(Problems.OperatorKeyRequired());
    }

    private static bool NeedsKey(PathString path)
        => path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
            && !path.StartsWithSegments("/api/webhooks", StringComparison.OrdinalIgnoreCase)
            && !path.StartsWithSegments("/api/health", StringComparison.OrdinalIgnoreCase);

    private bool IsAllowed(HttpRequest request) => keys.Length > 0 ? HasKey(request) : IsFromThisMachine(request);

    private bool HasKey(HttpRequest request)
    {
        var values = request.Headers.Authorization;
        if (values.Count != 1 || values[0] is not { } header || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var presented = SHA256.HashData(Encoding.UTF8.GetBytes(header[Scheme.Length..].Trim()));
        var found = false;
        foreach (var key in keys)
        {
            found |= CryptographicOperations.FixedTimeEquals(key, presented);
        }

        return found;
    }

    /// <summary>A page from elsewhere can reach a loopback port through a rebound name or a cross-site request: both show.</summary>
    private static bool IsFromThisMachine(HttpRequest request)
    {
        var host = request.Host.Host;
        var named = host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
        var origin = request.Headers.Origin.ToString();
        return named && (origin.Length == 0 || origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase));
    }
}
