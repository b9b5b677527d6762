using System.Net;
using OrderRelay.Local.Hosting;
using OrderRelay.Local.Sqlite;
using OrderRelay.Local.Tests.Sqlite;

namespace OrderRelay.Local.Tests.Hosting;

public sealed class StartTests
{
    [Fact]
    public async Task Second_relay_on_a_folder_is_refused_and_told_what_to_do()
    {
        using var folder = new TemporaryFolder();
        await using var first = await RelayUnderTest.StartInAsync(folder);
        var refusal = await Assert.ThrowsAsync<DataFolderInUseException>(() => RelayUnderTest.StartInAsync(folder));
        Assert.Contains(folder.Path, refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"pid {Environment.ProcessId}", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("--data", refusal.Message, StringComparison.Ordinal);
        _ = await first.AcceptAsync("captain", Bodies.Captain("order-1", "event-1"));
    }

    [Fact]
    public async Task Taken_port_is_told()
    {
        await using var first = await RelayUnderTest.StartAsync();
        using var folder = new TemporaryFolder();
        var options = new RelayHostOptions { Port = first.Host.Url.Port, DataFolder = folder.Path, Quiet = true };
        var refusal = await Assert.ThrowsAsync<StartupException>(() => RelayHost.StartAsync(options, default));
        Assert.Contains("--port", refusal.Message, StringComparison.Ordinal);
        await using var free = await RelayUnderTest.StartInAsync(folder);
    }

    [Fact]
    public async Task Restart_keeps_everything()
    {
        string[] paths = ["/api/orders", "/api/orders/captain/order-1", "/api/orders/captain/order-1/events", "/api/dead-letters"];
        using var folder = new TemporaryFolder();
        List<string> before = [];
        await using (var relay = await RelayUnderTest.StartInAsync(folder))
        {
            _ = await relay.AcceptAsync("captain", Bodies.Captain("order-1", "event-1"));
            _ = await relay.AcceptAsync("captain", """{"hello":"world"}""");
            await relay.DrainAsync();
            before.AddRange(await AskAsync(relay, paths));
        }

        await using var again = await RelayUnderTest.StartInAsync(folder);
        Assert.Equal(before, await AskAsync(again, paths));
        _ = await again.AcceptAsync("captain", Bodies.Captain("order-1", "event-1"));
        _ = await again.AcceptAsync("captain", Bodies.Captain("order-1", "event-2", "completed", "2025-03-13T09:00:00Z"));
        await again.DrainAsync();
        Assert.Equal(2, (int)(await again.GetAsync("/api/orders/captain/order-1"))["events"]!);
    }

    [Fact]
    public async Task What_was_queued_at_the_end_is_projected_by_the_next_relay()
    {
        using var folder = new TemporaryFolder();
        await using (var receiver = await RelayUnderTest.StartInAsync(folder, ("Pipeline:Projection", "false")))
        {
            _ = await receiver.AcceptAsync("captain", Bodies.Captain("order-1", "event-1"));
            Assert.Equal(1, (int)(await receiver.GetAsync("/api/stats"))["queue"]!["active"]!);
        }

        await using var relay = await RelayUnderTest.StartInAsync(folder);
        await relay.DrainAsync();
        Assert.Equal(1, (int)(await relay.GetAsync("/api/orders/captain/order-1"))["events"]!);
    }

    [Fact]
    public async Task Development_tokens_are_made_once_and_kept_to_their_owner()
    {
        using var folder = new TemporaryFolder();
        var options = new RelayHostOptions { Port = 0, DataFolder = folder.Path, Quiet = true, DevelopmentTokens = true };
        IReadOnlyDictionary<string, string> made;
        await using (var first = await RelayHost.StartAsync(options, default))
        {
            made = first.DevelopmentTokens;
            Assert.Equal(["abbiamo", "captain"], made.Keys.Order(StringComparer.Ordinal));
            using var http = new HttpClient { BaseAddress = first.Url };
            using var post = new HttpRequestMessage(HttpMethod.Post, "/api/webhooks/captain") { Content = RelayUnderTest.Json(Bodies.Captain("order-1", "event-1")) };
            post.Headers.Add("Auth-Token", made["captain"]);
            using var answer = await http.SendAsync(post);
            Assert.Equal(202, (int)answer.StatusCode);
        }

        await using var second = await RelayHost.StartAsync(options, default);
        Assert.Equal(made, second.DevelopmentTokens);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.PathOf("development-tokens.json")));
        }
    }

    [Fact]
    public async Task No_development_token_is_made_unasked_or_beside_a_configured_credential()
    {
        await using var unasked = await RelayUnderTest.StartAsync();
        Assert.Empty(unasked.Host.DevelopmentTokens);
        using var folder = new TemporaryFolder();
        await using var asked = await RelayHost.StartAsync(
            new() { Port = 0, DataFolder = folder.Path, Quiet = true, DevelopmentTokens = true, Settings = RelayUnderTest.Credentials }, default);
        Assert.Empty(asked.DevelopmentTokens);
    }

    [Theory]
    [InlineData(false, false, "Providers__captain__Auth__Tokens__0", "Operator__Keys__0")]
    [InlineData(true, false, "Operator__Keys__0")]
    [InlineData(false, true, "Providers__captain__Auth__Tokens__0")]
    public async Task Address_that_others_reach_needs_credentials_first(bool provider, bool key, params string[] named)
    {
        using var folder = new TemporaryFolder();
        var settings = provider ? RelayUnderTest.Credentials : [];
        if (key)
        {
            settings["Operator:Keys:0"] = "first";
        }

        var options = new RelayHostOptions { Port = 0, Address = IPAddress.Any, DataFolder = folder.Path, Quiet = true, DevelopmentTokens = true, Settings = settings };
        var refusal = await Assert.ThrowsAsync<StartupException>(() => RelayHost.StartAsync(options, default));
        Assert.All(named, name => Assert.Contains(name, refusal.Message, StringComparison.Ordinal));
        Assert.False(File.Exists(folder.PathOf("development-tokens.json")));
    }

    [Fact]
    public async Task Credential_setting_that_nobody_filled_in_counts_as_absent()
    {
        using var folder = new TemporaryFolder();
        var settings = new Dictionary<string, string?>
        {
            ["Providers:captain:Auth:Mode"] = "hmac-sha256",
            ["Providers:captain:Auth:Header"] = "X-Signature",
            ["Providers:captain:Auth:Secrets:0"] = "shared",
            ["Providers:captain:Auth:Tokens:0"] = "",
        };
        await using var host = await RelayHost.StartAsync(new() { Port = 0, DataFolder = folder.Path, Quiet = true, Settings = settings }, default);
    }

    [Fact]
    public async Task Damaged_database_is_refused_and_left_as_it_is()
    {
        using var folder = new TemporaryFolder();
        var damaged = new byte[8192];
        new Random(1).NextBytes(damaged);
        await File.WriteAllBytesAsync(folder.PathOf("orders.db"), damaged);
        var refusal = await Assert.ThrowsAsync<DatabaseUnusableException>(() => RelayUnderTest.StartInAsync(folder));
        Assert.Contains("orders.db is damaged", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(damaged, await File.ReadAllBytesAsync(folder.PathOf("orders.db")));
    }

    private static async Task<List<string>> AskAsync(RelayUnderTest relay, string[] paths)
    {
        List<string> answers = [];
        foreach (var path in paths)
        {
            answers.Add((await relay.GetAsync(path)).ToJsonString());
        }

        return answers;
    }
}
