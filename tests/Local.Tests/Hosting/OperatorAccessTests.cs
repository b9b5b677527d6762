namespace OrderRelay.Local.Tests.Hosting;

public sealed class OperatorAccessTests
{
    [Theory]
    [InlineData("/api/orders")]
    [InlineData("/api/orders/captain/x")]
    [InlineData("/API/Orders")]
    [InlineData("/api/dead-letters")]
    [InlineData("/api/stats")]
    [InlineData("/api/nothing")]
    public async Task Configured_key_is_required(string path)
    {
        await using var relay = await RelayUnderTest.StartAsync(("Operator:Keys:0", "first"), ("Operator:Keys:1", "second"));
        Assert.Equal(401, await AskAsync(relay, path));
        Assert.Equal(401, await AskAsync(relay, path, ("Authorization", "Bearer third")));
        Assert.Equal(401, await AskAsync(relay, path, ("Authorization", "first")));
        Assert.Equal(401, await RawRequest.SendAsync(relay.Host.Url, "GET", path, [], ("Authorization", "Bearer first"), ("Authorization", "Bearer first")));
        Assert.NotEqual(401, await AskAsync(relay, path, ("Authorization", "Bearer first")));
        Assert.NotEqual(401, await AskAsync(relay, path, ("Authorization", "bearer second")));
    }

    [Theory]
    [InlineData("/api/health")]
    [InlineData("/api/health/ready")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/")]
    public async Task Public_route_needs_no_key(string path)
    {
        await using var relay = await RelayUnderTest.StartAsync(("Operator:Keys:0", "first"));
        Assert.Equal(200, await AskAsync(relay, path));
    }

    [Fact]
    public async Task Operators_key_does_not_open_a_providers_route_nor_the_other_way_round()
    {
        await using var relay = await RelayUnderTest.StartAsync(("Operator:Keys:0", "first"));
        using var answer = await relay.PostAsync("captain", Bodies.Captain("order-1", "event-1"), ("Authorization", "Bearer first"));
        Assert.Equal(401, (int)answer.StatusCode);
        Assert.Equal(401, await AskAsync(relay, "/api/orders", ("Authorization", "Bearer " + RelayUnderTest.CaptainToken)));
    }

    [Theory]
    [InlineData("Origin", "https://evil.example", 401)]
    [InlineData("Origin", "null", 401)]
    [InlineData("Origin", "http://127.0.0.1:1", 401)]
    [InlineData("Host", "evil.example", 401)]
    [InlineData("Host", "127.0.0.1.evil.example", 401)]
    [InlineData("Host", "192.168.0.1", 401)]
    [InlineData("Host", "localhost", 200)]
    [InlineData("Host", "localhost:1", 200)]
    [InlineData("Host", "[::1]:7071", 200)]
    public async Task Keyless_relay_answers_this_machine_alone(string header, string value, int status)
    {
        await using var relay = await RelayUnderTest.StartAsync();
        Assert.Equal(status, await AskAsync(relay, "/api/orders", (header, value)));
    }

    [Fact]
    public async Task Keyless_relay_answers_a_page_of_its_own()
    {
        await using var relay = await RelayUnderTest.StartAsync();
        Assert.Equal(200, await AskAsync(relay, "/api/orders", ("Origin", relay.Host.Url.ToString().TrimEnd('/'))));
    }

    private static async Task<int> AskAsync(RelayUnderTest relay, string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        foreach (var (name, value) in headers)
        {
            _ = request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await relay.Http.SendAsync(request);
        return (int)answer.StatusCode;
    }
}
