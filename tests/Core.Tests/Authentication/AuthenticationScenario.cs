using Microsoft.Extensions.Configuration;
using OrderRelay.Core.Authentication;
using OrderRelay.Core.Providers;

namespace OrderRelay.Core.Tests.Authentication;

/// <summary>Builds authenticators from settings, as a host does.</summary>
internal static class AuthenticationScenario
{
    public const long Now = 1_614_265_330;

    public static WebhookAuthenticator Of(string provider, params (string Key, string Value)[] settings)
        => Catalog([.. settings.Select(setting => ($"Providers:{provider}:Auth:{setting.Key}", setting.Value))]).Find(provider)!;

    public static AuthenticatorCatalog Catalog(params (string Key, string Value)[] settings)
        => new(ProviderCatalog.Default, Configuration(settings), FixedClock.AtUnixSeconds(Now));

    public static IReadOnlyList<string> Errors(params (string Key, string Value)[] settings)
        => AuthenticatorCatalog.Validate(ProviderCatalog.Default, Configuration(settings));

    public static AuthenticationStatus Ask(this WebhookAuthenticator authenticator, ReadOnlySpan<byte> body, params (string Name, string Value)[] headers)
        => authenticator.Authenticate(new FakeHeaders(headers), body).Status;

    private static IConfiguration Configuration((string Key, string Value)[] settings)
        => new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(static setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
            .Build();
}
