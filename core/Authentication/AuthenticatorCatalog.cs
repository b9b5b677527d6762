using System.Collections.Frozen;
using Microsoft.Extensions.Configuration;
using OrderRelay.Core.Providers;

namespace OrderRelay.Core.Authentication;

/// <summary>The authenticator of every provider, built once at start from configuration.</summary>
public sealed class AuthenticatorCatalog
{
    private const string Root = "Providers";
    private readonly FrozenDictionary<string, WebhookAuthenticator> byProvider;

    /// <exception cref="ArgumentException">The configuration has errors; the message holds those of every provider.</exception>
    public AuthenticatorCatalog(ProviderCatalog providers, IConfiguration configuration, TimeProvider clock)
    {
        var errors = Validate(providers, configuration);
        if (errors.Count > 0)
        {
            throw new ArgumentException(string.Join(Environment.NewLine, errors), nameof(configuration));
        }

        byProvider = providers.All.ToFrozenDictionary(
            static provider => provider.Name,
            provider => new WebhookAuthenticator(provider.Name, provider.Authentication, Options(provider, configuration), clock),
            StringComparer.Ordinal);
    }

    /// <summary>Everything that is wrong with the settings of any provider; none when a catalogue can be built.</summary>
    public static IReadOnlyList<string> Validate(ProviderCatalog providers, IConfiguration configuration)
    {
        List<string> errors = [];
        foreach (var section in configuration.GetSection(Root).GetChildren())
        {
            if (providers.Find(section.Key.ToLowerInvariant()) is null)
            {
                errors.Add($"{section.Path} names no provider: the known ones are {string.Join(", ", providers.All.Select(static provider => provider.Name))}");
            }
        }

        foreach (var provider in providers.All)
        {
            errors.AddRange(Read(provider, configuration, out var options) is { } error ? [error] : options.Validate(provider.Name, provider.Authentication));
        }

        return errors;
    }

    /// <summary>The authenticator of a provider, by its name as routes spell it; null for none.</summary>
    public WebhookAuthenticator? Find(string provider) => byProvider.GetValueOrDefault(provider);

    /// <summary>False for a provider whose every request is refused, and for one that is not known.</summary>
    public bool HasCredential(string provider) => Find(provider)?.HasCredential is true;

    private static ProviderAuthOptions Options(IProvider provider, IConfiguration configuration)
        => configuration.GetSection($"{Root}:{provider.Name}:Auth").Get<ProviderAuthOptions>() ?? new();

    // The binder throws for a number that is none, with the value in its message: say which setting, and not what it holds.
    private static string? Read(IProvider provider, IConfiguration configuration, out ProviderAuthOptions options)
    {
        try
        {
            options = Options(provider, configuration);
            return null;
        }
        catch (InvalidOperationException)
        {
            options = new();
            return $"{Root}:{provider.Name}:Auth:ToleranceSeconds is no whole number: set it to seconds, or leave it out for 300";
        }
    }
}
