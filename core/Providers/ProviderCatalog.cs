using System.Collections.Frozen;
using OrderRelay.Core.Providers.Abbiamo;
using OrderRelay.Core.Providers.Captain;

namespace OrderRelay.Core.Providers;

/// <summary>Every provider that OrderRelay knows. Adding one is adding its folder and its line here.</summary>
public sealed class ProviderCatalog
{
    private readonly FrozenDictionary<string, IProvider> byName;

    /// <exception cref="ArgumentException">Two providers share a name.</exception>
    public ProviderCatalog(IEnumerable<IProvider> providers)
    {
        All = [.. providers];
        byName = All.ToFrozenDictionary(static provider => provider.Name, StringComparer.Ordinal);
    }

    public static ProviderCatalog Default { get; } = new(
    [
        new CaptainProvider(),
        new AbbiamoProvider(),
    ]);

    public IReadOnlyList<IProvider> All { get; }

    /// <summary>The provider of that name, exactly as routes spell it; null for none.</summary>
    public IProvider? Find(string name) => byName.GetValueOrDefault(name);
}
