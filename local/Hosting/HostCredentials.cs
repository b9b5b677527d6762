using System.Net;
using OrderRelay.Core.Authentication;
using OrderRelay.Core.Providers;
using OrderRelay.Local.Sqlite;

namespace OrderRelay.Local.Hosting;

/// <summary>Sees to it that no relay starts open: credentials are configured, or made for this machine alone.</summary>
internal static class HostCredentials
{
    /// <returns>The development tokens, by provider.</returns>
    /// <exception cref="StartupException">A credential is misconfigured, or missing where others could reach the relay.</exception>
    public static IReadOnlyDictionary<string, string> Prepare(ConfigurationManager configuration, RelayHostOptions options, DataFolder folder)
    {
        var authenticators = Create(configuration);
        var open = ProviderCatalog.Default.All.Where(provider => !authenticators.HasCredential(provider.Name)).ToList();
        if (!IPAddress.IsLoopback(options.Address))
        {
            RequireCredentials(configuration, options.Address, open.Count == ProviderCatalog.Default.All.Count);
            return new Dictionary<string, string>();
        }

        if (!options.DevelopmentTokens || open.Count == 0)
        {
            return new Dictionary<string, string>();
        }

        var tokens = DevelopmentTokens.LoadOrCreate(folder, open);
        configuration.AddInMemoryCollection(tokens.Select(static pair => KeyValuePair.Create($"Providers:{pair.Key}:Auth:Tokens:0", (string?)pair.Value)));
        return tokens;
    }

    private static AuthenticatorCatalog Create(IConfiguration configuration)
    {
        var errors = AuthenticatorCatalog.Validate(ProviderCatalog.Default, configuration);
        return errors.Count == 0
            ? new(ProviderCatalog.Default, configuration, TimeProvider.System)
            : throw new StartupException(string.Join(Environment.NewLine, errors));
    }

    private static void RequireCredentials(IConfiguration configuration, IPAddress address, bool noProvider)
    {
        var missing = new List<string>();
        if (noProvider)
        {
            missing.Add("a provider's credential (Providers__captain__Auth__Tokens__0=…)");
        }

        if (OperatorAccess.KeysOf(configuration).Count == 0)
        {
            missing.Add("an operator key (Operator__Keys__0=…)");
        }

        if (missing.Count > 0)
        {
            throw new StartupException(
                $"{address} can be reached from other machines, so configure {string.Join(" and ", missing)} first, or listen on 127.0.0.1.");
        }
    }
}
