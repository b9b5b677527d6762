using Microsoft.Playwright;

namespace OrderRelay.Board.Tests.Browsing;

/// <summary>One Chromium for all tests; each has a context of its own in it.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private IPlaywright? playwright;
    private IBrowser? browser;

    public IBrowser Browser => browser ?? throw new InvalidOperationException(Requirement.BrowserMissing);

    public async Task InitializeAsync()
    {
        if (Requirement.BrowserMissing is not null)
        {
            return;
        }

        Assertions.SetDefaultExpectTimeout(15_000);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Requirement.Chromium,

            // Its sandbox cannot start as root, and in containers mostly not at all; what it opens here is our own page.
            Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
        });
    }

    public async Task DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
    }
}

[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<BrowserFixture>
{
    public const string Name = "browser";
}
