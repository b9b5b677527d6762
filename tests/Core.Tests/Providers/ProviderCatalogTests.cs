using OrderRelay.Core.Providers;

namespace OrderRelay.Core.Tests.Providers;

public sealed class ProviderCatalogTests
{
    [Fact]
    public void Default_catalogue_has_both_providers_by_name()
    {
        Assert.Equal(["captain", "abbiamo"], ProviderCatalog.Default.All.Select(static provider => provider.Name));
        Assert.Equal("Captain.AI", ProviderCatalog.Default.Find("captain")!.DisplayName);
        Assert.Equal("Authorization", ProviderCatalog.Default.Find("abbiamo")!.Authentication.Header);
        Assert.Null(ProviderCatalog.Default.Find("Captain"));
    }
}
