using Microsoft.Extensions.Configuration;

namespace OrderRelay.Functions.Hosting;

/// <summary>
/// A Key Vault reference that the platform could not resolve stays in the settings as it was written: known text, and as
/// a provider's credential an open door. Such a setting counts as empty.
/// </summary>
internal static class SecretReferences
{
    private const string Prefix = "@Microsoft.KeyVault(";

    public static IConfigurationBuilder CloseUnresolved(this IConfigurationManager configuration)
        => configuration.AddInMemoryCollection([.. configuration.AsEnumerable()
            .Where(static setting => setting.Value?.TrimStart().StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) is true)
            .Select(static setting => new KeyValuePair<string, string?>(setting.Key, ""))]);
}
