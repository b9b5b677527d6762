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

    private const string Loopback = "loopback";
    private static readonly object NameItem = new();

    private readonly (string Name, byte[] Hash)[] keys = [.. Sections(configuration)
        .Select(static section => (section.Key, SHA256.HashData(Encoding.UTF8.GetBytes(section.Value!))))];

    public static IReadOnlyList<string> KeysOf(IConfiguration configuration)
        => [.. Sections(configuration).Select(static section => section.Value!)];

    /// <summary>Who sent a request that was let in: the name of the key (<c>alice</c> of <c>Operator:Keys:alice</c>), or <c>loopback</c>.</summary>
    public static string NameOf(HttpContext context) => context.Items.TryGetValue(NameItem, out var name) ? (string)name! : Loopback;

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
        => !NeedsKey(context.Request.Path) || IsAllowed(context) ? next(context) : context.Response.WriteAsync(Problems.OperatorKeyRequired()).AsTask();

    private static IEnumerable<IConfigurationSection> Sections(IConfiguration configuration)
        => configuration.GetSection("Operator:Keys").GetChildren().Where(static section => section.Value is { Length: > 0 });

    private static bool NeedsKey(PathString path)
        => path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
            && !path.StartsWithSegments("/api/webhooks", StringComparison.OrdinalIgnoreCase)
            && !path.StartsWithSegments("/api/health", StringComparison.OrdinalIgnoreCase);

    private bool IsAllowed(HttpContext context) => keys.Length > 0 ? HasKey(context) : IsFromThisMachine(context.Request);

    private bool HasKey(HttpContext context)
    {
        var values = context.Request.Headers.Authorization;
        if (values.Count != 1 || values[0] is not { } header || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var presented = SHA256.HashData(Encoding.UTF8.GetBytes(header[Scheme.Length..].Trim()));
        string? found = null;
        foreach (var (name, hash) in keys)
        {
            found = CryptographicOperations.FixedTimeEquals(hash, presented) ? name : found;
        }

        context.Items[NameItem] = found;
        return found is not null;
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
