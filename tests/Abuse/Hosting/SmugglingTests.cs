namespace OrderRelay.Abuse.Hosting;

/// <summary>Requests whose framing two parsers could read differently. Each is refused whole: nothing behind it is taken for a request.</summary>
public sealed class SmugglingTests
{
    private const string Post = "POST /api/webhooks/captain HTTP/1.1\r\nHost: localhost\r\nAuth-Token: " + Relay.CaptainToken + "\r\n";
    private const string Smuggled = "GET /api/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

    public static TheoryData<string, string> Ambiguous => new()
    {
        { "two lengths", Post + "Content-Length: 2\r\nContent-Length: 4\r\n\r\n{}" + Smuggled },
        { "two equal lengths", Post + "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}" + Smuggled },
        { "lengths in one header", Post + "Content-Length: 2, 2\r\n\r\n{}" + Smuggled },
        { "negative length", Post + "Content-Length: -1\r\n\r\n{}" + Smuggled },
        { "length in hex", Post + "Content-Length: 0x2\r\n\r\n{}" + Smuggled },
        { "length beyond numbers", Post + "Content-Length: 99999999999999999999\r\n\r\n{}" + Smuggled },
        { "unknown transfer coding", Post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + Smuggled },
        { "identity as transfer coding", Post + "Transfer-Encoding: identity\r\nContent-Length: 2\r\n\r\n{}" + Smuggled },
        { "chunked not last", Post + "Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n" + Smuggled },
        { "folded header", Post + "X-Folded: a\r\n b: c\r\nContent-Length: 2\r\n\r\n{}" + Smuggled },
        { "space before the colon", Post + "Content-Length : 2\r\n\r\n{}" + Smuggled },
        { "NUL in a header", Post + "X-Nul: a\0b\r\nContent-Length: 2\r\n\r\n{}" + Smuggled },
        { "bare CR in a header", Post + "X-Cr: a\rb: c\r\nContent-Length: 2\r\n\r\n{}" + Smuggled },
        { "header without a name", Post + ": x\r\nContent-Length: 2\r\n\r\n{}" + Smuggled },
        { "two hosts", Post + "Host: evil.example\r\nContent-Length: 2\r\n\r\n{}" + Smuggled },
        { "no host", "GET /api/health HTTP/1.1\r\n\r\n" + Smuggled },
        { "chunk size beyond numbers", Post + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n{}\r\n0\r\n\r\n" + Smuggled },
        { "chunk size that is none", Post + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n" + Smuggled },
        { "chunk longer than its size", Post + "Transfer-Encoding: chunked\r\n\r\n1\r\n{}\r\n0\r\n\r\n" + Smuggled },
    };

    [Theory]
    [MemberData(nameof(Ambiguous))]
    public async Task Ambiguous_request_is_refused_and_ends_its_connection(string name, string request)
    {
        await using var relay = await Relay.StartAsync();
        var answer = await Wire.SendAsync(relay.Address, request, end: false);
        Assert.True(answer.Status is 400 or 413 or 501, $"{name}: {answer.Text}");
        Assert.True(answer.Count == 1, $"{name}: {answer.Text}");
        await relay.DrainAsync();
        Assert.Empty(relay.Log.Errors);
    }

    [Fact]
    public async Task Client_that_breaks_off_is_no_fault_of_the_relay()
    {
        await using var relay = await Relay.StartAsync();
        _ = await Wire.SendAsync(relay.Address, Post + "Content-Length: 100\r\n\r\n{", end: true);
        _ = await Wire.SendAsync(relay.Address, Post + "Transfer-Encoding: chunked\r\n\r\n64\r\n{", end: true);
        Assert.Equal(200, (await Wire.SendAsync(relay.Address, Wire.Request("GET", "/api/health", []))).Status);
        Assert.Empty(relay.Log.Errors);
    }

    /// <summary>RFC 9112 lets a server take the coding and end the connection; taking the length would split the two.</summary>
    [Fact]
    public async Task Length_beside_a_transfer_coding_is_never_what_frames_the_request()
    {
        await using var relay = await Relay.StartAsync();
        var answer = await Wire.SendAsync(relay.Address, Post + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n2\r\n{}\r\n0\r\n\r\n" + Smuggled, end: false);
        Assert.Equal(1, answer.Count);
        Assert.True(answer.Status is 400 or 202, answer.Text);
    }

    [Theory]
    [InlineData("X-Large", 40_000, 431)]
    [InlineData("Auth-Token", 40_000, 431)]
    [InlineData("Auth-Token", 8_000, 401)]
    public async Task Header_beyond_every_use_is_refused(string name, int length, int status)
    {
        await using var relay = await Relay.StartAsync();
        var answer = await Wire.SendAsync(relay.Address, Wire.Request("POST", "/api/webhooks/captain", "{}"u8, (name, new string('x', length))));
        Assert.Equal(status, answer.Status);
    }

    [Fact]
    public async Task Headers_by_the_hundred_and_an_endless_target_are_refused()
    {
        await using var relay = await Relay.StartAsync();
        var many = Enumerable.Range(0, 500).Select(static number => ($"X-{number}", "x"));
        Assert.Equal(431, (await Wire.SendAsync(relay.Address, Wire.Request("GET", "/api/health", [], many))).Status);
        Assert.Equal(414, (await Wire.SendAsync(relay.Address, Wire.Request("GET", "/api/orders?q=" + new string('x', 20_000), []))).Status);
    }
}
