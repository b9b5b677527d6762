using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OrderRelay.Local.Cli;

namespace OrderRelay.Local.Tests.Cli;

/// <summary>What goes over the wire to a listener that is no relay, and what is said when things go wrong.</summary>
public sealed class SendVerbTests : IAsyncLifetime, IDisposable
{
    private static readonly string Captain = Path.Combine("samples", "captain", "order_status_updated.failed.json");
    private static readonly string Abbiamo = Path.Combine("samples", "abbiamo", "ORDER_STATUS_CHANGE.CREATED.json");

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("orderrelay-send-");
    private readonly List<(string Path, Dictionary<string, string> Headers, byte[] Body)> received = [];
    private readonly StringWriter output = new();
    private (int Status, string Body) answer = (202, """{"eventId":"the-id","status":"accepted"}""");
    private WebApplication app = null!;
    private Uri url = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        app = builder.Build();
        app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            received.Add((context.Request.Path, context.Request.Headers.ToDictionary(static header => header.Key, static header => header.Value.ToString()), body.ToArray()));
            context.Response.StatusCode = answer.Status;
            context.Response.Headers.Location = "/elsewhere";
            await context.Response.WriteAsync(answer.Body);
        });
        await app.StartAsync();
        url = new Uri(app.Urls.Single());
    }

    public async Task DisposeAsync()
    {
        await app.DisposeAsync();
        folder.Delete(recursive: true);
    }

    public void Dispose() => output.Dispose();

    [Fact]
    public async Task File_is_sent_byte_for_byte_to_the_provider_its_body_tells()
    {
        Assert.Equal(ExitCodes.Ok, await SendAsync(Options(Captain, Abbiamo) with { Token = "secret" }));

        Assert.Equal(["/api/webhooks/captain", "/api/webhooks/abbiamo"], received.Select(static request => request.Path));
        Assert.Equal("secret", received[0].Headers["Auth-Token"]);
        Assert.Equal("secret", received[1].Headers["Authorization"]);
        Assert.Equal(await File.ReadAllBytesAsync(Captain), received[0].Body);
        Assert.Equal($"{Captain}: 202 the-id{Environment.NewLine}{Abbiamo}: 202 the-id{Environment.NewLine}", output.ToString());
    }

    [Fact]
    public async Task Standard_input_is_a_file_too()
    {
        var code = await new SendVerb(output, new MemoryStream("not json"u8.ToArray()))
            .RunAsync(Options("-") with { Token = "t", Provider = "abbiamo" }, CancellationToken.None);

        Assert.Equal(ExitCodes.Ok, code);
        Assert.Equal("not json", Encoding.UTF8.GetString(received.Single().Body));
    }

    [Fact]
    public async Task Refusal_is_shown_with_its_detail_and_fails()
    {
        answer = (401, """{"title":"no","detail":"compare the tokens","status":401}""");

        Assert.Equal(ExitCodes.Failed, await SendAsync(Options(Captain) with { Token = "t" }));
        Assert.Equal($"{Captain}: 401 compare the tokens{Environment.NewLine}", output.ToString());
    }

    [Fact]
    public async Task Redirect_is_not_followed_with_the_credential()
    {
        answer = (307, "");

        Assert.Equal(ExitCodes.Failed, await SendAsync(Options(Captain) with { Token = "t" }));
        Assert.Single(received);
    }

    [Fact]
    public async Task Json_output_is_one_object_per_line()
    {
        await SendAsync(Options(Captain, "absent.json") with { Token = "t", Json = true });

        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(["the-id", null], lines.Select(EventId));

        static string? EventId(string line)
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement.TryGetProperty("eventId", out var id) ? id.GetString() : null;
        }
    }

    [Fact]
    public async Task Development_token_of_the_data_folder_is_found()
    {
        await KeepDevelopmentTokenAsync();

        Assert.Equal(ExitCodes.Ok, await SendAsync(Options(Captain)));
        Assert.Equal("dev-1", received.Single().Headers["Auth-Token"]);
    }

    [Fact]
    public async Task Development_token_never_goes_to_another_machine()
    {
        await KeepDevelopmentTokenAsync();

        Assert.Equal(ExitCodes.Usage, await SendAsync(Options(Captain) with { Url = new Uri("http://relay.invalid") }));
        Assert.Contains("--token", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_credential_is_a_matter_of_usage()
    {
        Assert.Equal(ExitCodes.Usage, await SendAsync(Options(Captain)));
        Assert.Contains("No credential for captain", output.ToString(), StringComparison.Ordinal);
        Assert.Empty(received);
    }

    [Fact]
    public async Task Unreadable_file_does_not_keep_the_others_from_being_sent()
    {
        Assert.Equal(ExitCodes.Failed, await SendAsync(Options("absent.json", Captain) with { Token = "t" }));
        Assert.Contains("absent.json: not sent. The file cannot be read", output.ToString(), StringComparison.Ordinal);
        Assert.Single(received);
    }

    [Fact]
    public async Task Body_of_nobody_asks_for_the_provider()
    {
        var file = Path.Combine(folder.FullName, "odd.json");
        await File.WriteAllTextAsync(file, "[1]");

        Assert.Equal(ExitCodes.Failed, await SendAsync(Options(file) with { Token = "t" }));
        Assert.Contains("--provider, one of: captain, abbiamo", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Closed_port_says_how_to_start_a_relay()
    {
        await app.StopAsync();

        Assert.Equal(ExitCodes.Failed, await SendAsync(Options(Captain) with { Token = "t" }));
        Assert.Contains("orderrelay serve", output.ToString(), StringComparison.Ordinal);
    }

    private Task KeepDevelopmentTokenAsync()
        => File.WriteAllTextAsync(Path.Combine(folder.FullName, "development-tokens.json"), """{"captain":"dev-1"}""");

    private SendOptions Options(params string[] files) => new() { Files = files, Url = url, DataFolder = folder.FullName };

    private Task<int> SendAsync(SendOptions options) => new SendVerb(output, Stream.Null).RunAsync(options, CancellationToken.None);
}
