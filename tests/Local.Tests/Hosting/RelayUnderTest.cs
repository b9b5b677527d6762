using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OrderRelay.Core.Ports;
using OrderRelay.Local.Hosting;
using OrderRelay.Local.Tests.Sqlite;

namespace OrderRelay.Local.Tests.Hosting;

/// <summary>A relay on a free port and in a data folder of its own. Every answer is held against the OpenAPI document.</summary>
internal sealed class RelayUnderTest : IAsyncDisposable
{
    public const string CaptainToken = "captain-secret";
    public const string AbbiamoToken = "abbiamo-secret";

    private readonly TemporaryFolder? owned;

    private RelayUnderTest(RelayHost host, TemporaryFolder? owned)
    {
        Host = host;
        this.owned = owned;
        Http = new(new DocumentedAnswers(new SocketsHttpHandler())) { BaseAddress = host.Url };
    }

    public RelayHost Host { get; }

    public HttpClient Http { get; }

    public static Dictionary<string, string?> Credentials => new()
    {
        ["Providers:captain:Auth:Tokens:0"] = CaptainToken,
        ["Providers:abbiamo:Auth:Tokens:0"] = AbbiamoToken,
    };

    /// <param name="settings">Added to <see cref="Credentials"/>; an empty value takes a setting away.</param>
    public static async Task<RelayUnderTest> StartAsync(params (string Name, string Value)[] settings)
    {
        var folder = new TemporaryFolder();
        return new(await StartHostAsync(folder.Path, settings), folder);
    }

    /// <summary>On a folder that outlives it.</summary>
    public static async Task<RelayUnderTest> StartInAsync(TemporaryFolder folder, params (string Name, string Value)[] settings)
        => new(await StartHostAsync(folder.Path, settings), null);

    public async Task<HttpResponseMessage> PostAsync(string provider, byte[] body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/webhooks/" + provider) { Content = Json(body) };
        foreach (var (name, value) in headers.Length > 0 ? headers : [CredentialOf(provider)])
        {
            _ = request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Http.SendAsync(request);
    }

    /// <summary>Posts an event that has to be taken.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> AcceptAsync(string provider, byte[] body)
    {
        using var answer = await PostAsync(provider, body);
        Assert.Equal(202, (int)answer.StatusCode);
        var json = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal("accepted", (string?)json["status"]);
        return (string)json["eventId"]!;
    }

    public Task<string> AcceptAsync(string provider, string body) => AcceptAsync(provider, Encoding.UTF8.GetBytes(body));

    public async Task<JsonNode> GetAsync(string path)
    {
        using var answer = await Http.GetAsync(new Uri(path, UriKind.Relative));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == 200, $"GET {path}: {(int)answer.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    public async Task<(int Status, JsonNode Body)> SendAsync(HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Content = body is null ? null : Json(Encoding.UTF8.GetBytes(body));
        using var answer = await Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return ((int)answer.StatusCode, text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!);
    }

    /// <summary>
    /// Returns once nothing is queued or on its way to the desk. The queue tells its depth but does not announce it, and an
    /// announcement for tests alone would cost every settlement, so this asks again until a bound that only a fault reaches.
    /// </summary>
    public static async Task DrainAsync(IServiceProvider services)
    {
        var queue = services.GetRequiredService<IQueueDepthSource>();
        for (var asked = 0; asked < 30_000; asked++)
        {
            if (await queue.GetDepthAsync(default) is { Active: 0, Dead: 0, Scheduled: 0 })
            {
                return;
            }

            await Task.Delay(1);
        }

        Assert.Fail($"the queue was not drained: {await queue.GetDepthAsync(default)}");
    }

    public Task DrainAsync() => DrainAsync(Host.Services);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Host.DisposeAsync();
        owned?.Dispose();
    }

    internal static ByteArrayContent Json(byte[] body) => new(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

    private static (string Name, string Value) CredentialOf(string provider)
        => provider == "abbiamo" ? ("Authorization", AbbiamoToken) : ("Auth-Token", CaptainToken);

    private static Task<RelayHost> StartHostAsync(string path, (string Name, string Value)[] settings)
    {
        var all = Credentials;
        foreach (var (name, value) in settings)
        {
            if (value.Length > 0)
            {
                all[name] = value;
            }
            else
            {
                _ = all.Remove(name);
            }
        }

        return RelayHost.StartAsync(new() { Port = 0, DataFolder = path, Quiet = true, Settings = all }, default);
    }
}
