using System.Security.Cryptography;
using OrderRelay.Core.Providers;

namespace OrderRelay.Local.Demo;

/// <summary>The credentials that the play uses, one per provider.</summary>
internal sealed class DemoProviders(IReadOnlyDictionary<string, string> tokens)
{
    public const string WrongToken = "not-the-provider";

    /// <summary>Credentials of every provider that there is, good for nothing but this play.</summary>
    public static DemoProviders Draw() => new(ProviderCatalog.Default.All.ToDictionary(
        static provider => provider.Name, static _ => $"demo-{RandomNumberGenerator.GetHexString(24, lowercase: true)}"));

    /// <summary>The host's configuration that lets them in.</summary>
    public IReadOnlyDictionary<string, string?> Settings
        => tokens.ToDictionary(static token => $"Providers:{token.Key}:Auth:Tokens:0", static token => (string?)token.Value);

    public string TokenOf(string provider) => tokens[provider];

    public static string HeaderOf(string provider) => ProviderCatalog.Default.Find(provider)!.Authentication.Header;
}
