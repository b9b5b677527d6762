using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using OrderRelay.Core.Ports;
using OrderRelay.Local.Hosting;

namespace OrderRelay.Board.Tests.Browsing;

/// <summary>A relay on a free port, and its board open in a browser.</summary>
internal sealed class BoardUnderTest : IAsyncDisposable
{
    private static readonly Dictionary<string, string> Tokens = new() { ["captain"] = "captain-secret", ["abbiamo"] = "abbiamo-secret" };

    private readonly DirectoryInfo folder;
    private readonly RelayHost host;
    private readonly HttpClient http;
    private readonly IBrowserContext context;

    private BoardUnderTest(DirectoryInfo folder, RelayHost host, IBrowserContext context, IPage page, Witness witness)
    {
        (this.folder, this.host, this.context, Page, Witness) = (folder, host, context, page, witness);
        http = new() { BaseAddress = host.Url };
    }

    public IPage Page { get; }

    public Witness Witness { get; }

    public Uri Url => host.Url;

    /// <param name="browser">Where to open it.</param>
    /// <param name="look">How the browser looks at it; null for a light, wide window.</param>
    /// <param name="key">The operator's key; null for none.</param>
    public static async Task<BoardUnderTest> StartAsync(BrowserFixture browser, BrowserNewContextOptions? look = null, string? key = null)
    {
        var settings = Tokens.ToDictionary(static token => $"Providers:{token.Key}:Auth:Tokens:0", static token => (string?)token.Value);
        if (key is not null)
        {
            settings["Operator:Keys:alice"] = key;
        }

        var folder = Directory.CreateTempSubdirectory("board-tests-");
        var host = await RelayHost.StartAsync(new() { Port = 0, DataFolder = folder.FullName, Quiet = true, Settings = settings }, default);
        var context = await browser.Browser.NewContextAsync(look ?? new() { ViewportSize = new() { Width = 1280, Height = 800 } });
        context.SetDefaultTimeout(15_000);
        var page = await context.NewPageAsync();
        return new(folder, host, context, page, await Witness.OfAsync(page, host.Url));
    }

    /// <summary>The rows on screen: those that are gone wait unseen for their next use.</summary>
    public ILocator Rows => Page.Locator("[data-testid=order-row]:visible");

    public ILocator ById(string testId) => Page.GetByTestId(testId);

    public Task OpenAsync(string path = "/") => Page.GotoAsync(new Uri(Url, path).ToString());

    public async Task<int> PostAsync(string provider, ReadOnlyMemory<byte> body, bool isAuthenticated = true)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/webhooks/" + provider) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        _ = request.Headers.TryAddWithoutValidation(provider == "captain" ? "Auth-Token" : "Authorization", isAuthenticated ? Tokens[provider] : "wrong");
        using var answer = await http.SendAsync(request);
        return (int)answer.StatusCode;
    }

    public async Task AcceptAsync(string provider, string body) => Assert.Equal(202, await PostAsync(provider, Encoding.UTF8.GetBytes(body)));

    public async Task<JsonNode> GetAsync(string path) => JsonNode.Parse(await http.GetStringAsync(new Uri(path, UriKind.Relative)))!;

    /// <summary>Returns once nothing is queued or on its way to the desk.</summary>
    public async Task DrainAsync()
    {
        var queue = host.Services.GetRequiredService<IQueueDepthSource>();
        for (var asked = 0; await queue.GetDepthAsync(default) is not { Active: 0, Dead: 0, Scheduled: 0 }; asked++)
        {
            Assert.True(asked < 60_000, "the queue was not drained");
            await Task.Delay(1);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        http.Dispose();
        await host.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
