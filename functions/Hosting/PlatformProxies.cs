using Microsoft.Extensions.Configuration;

namespace OrderRelay.Functions.Hosting;

/// <summary>
/// On the platform every request comes through its front end and the Functions host, from addresses that nobody outside has, and the
/// front end appends the client's to <c>X-Forwarded-For</c>. Unless <c>RateLimit:TrustedProxies</c> names others (a gateway before
/// the app, say), those addresses are the trusted proxies. Elsewhere nobody is.
/// </summary>
internal static class PlatformProxies
{
    private const string Setting = "RateLimit:TrustedProxies";

    /// <summary>Loopback, private and link-local networks.</summary>
    private static readonly string[] Networks = ["127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "::1/128", "fc00::/7", "fe80::/10"];

    public static IConfigurationManager TrustPlatform(this IConfigurationManager configuration)
    {
        if (configuration["WEBSITE_INSTANCE_ID"] is { Length: > 0 } && !configuration.GetSection(Setting).GetChildren().Any())
        {
            _ = configuration.AddInMemoryCollection(Networks.Select(static (network, index) => new KeyValuePair<string, string?>($"{Setting}:{index}", network)));
        }

        return configuration;
    }
}
