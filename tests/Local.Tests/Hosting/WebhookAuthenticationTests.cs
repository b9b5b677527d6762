using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using OrderRelay.Core.Authentication;

namespace OrderRelay.Local.Tests.Hosting;

public sealed class WebhookAuthenticationTests
{
    private const string Whsec = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static readonly byte[] Body = Bodies.Captain("order-1", "event-1");

    [Fact]
    public async Task Token_header_takes_either_of_two_tokens_and_nothing_else()
    {
        await using var relay = await RelayUnderTest.StartAsync(("Providers:captain:Auth:Tokens:1", "second"));
        await AssertAcceptedAsync(relay, ("Auth-Token", RelayUnderTest.CaptainToken));
        await AssertAcceptedAsync(relay, ("Auth-Token", "second"));
        await AssertRefusedAsync(relay, ("Auth-Token", "third"));
        await AssertRefusedAsync(relay, ("Auth-Token", RelayUnderTest.AbbiamoToken));
        await AssertRefusedAsync(relay, ("Other-Header", RelayUnderTest.CaptainToken));
        await AssertRefusedTwiceAsync(relay, ("Auth-Token", RelayUnderTest.CaptainToken));
    }

    [Fact]
    public async Task Hmac_takes_the_bodys_own_signature_and_nothing_else()
    {
        await using var relay = await RelayUnderTest.StartAsync(Mode("hmac-sha256", ("Header", "X-Signature"), ("Secrets:0", "shared")));
        var right = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes("shared"), Body));
        await AssertAcceptedAsync(relay, ("X-Signature", right));
        await AssertRefusedAsync(relay, ("X-Signature", Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes("other"), Body))));
        await AssertRefusedAsync(relay, ("X-Other", right));
        await AssertRefusedTwiceAsync(relay, ("X-Signature", right));
    }

    [Fact]
    public async Task Standard_webhooks_takes_a_fresh_signature_and_nothing_else()
    {
        await using var relay = await RelayUnderTest.StartAsync(Mode("standard-webhooks", ("Secrets:0", Whsec)));
        await AssertAcceptedAsync(relay, Signed(TimeProvider.System.GetUtcNow()));
        await AssertRefusedAsync(relay, Signed(TimeProvider.System.GetUtcNow().AddHours(-1)));
        await AssertRefusedAsync(relay, Signed(TimeProvider.System.GetUtcNow())[..2]);
        await AssertRefusedTwiceAsync(relay, Signed(TimeProvider.System.GetUtcNow()));
    }

    [Fact]
    public async Task Basic_takes_the_configured_user_and_nothing_else()
    {
        await using var relay = await RelayUnderTest.StartAsync(Mode("basic", ("Users:0:Name", "captain"), ("Users:0:Password", "pass:word")));
        await AssertAcceptedAsync(relay, ("Authorization", Basic("captain:pass:word")));
        await AssertRefusedAsync(relay, ("Authorization", Basic("captain:password")));
        await AssertRefusedTwiceAsync(relay, ("Authorization", Basic("captain:pass:word")));
        await AssertRefusedAsync(relay, ("Authorization", "Bearer captain"));
    }

    [Fact]
    public async Task Provider_without_a_credential_is_never_open()
    {
        await using var relay = await RelayUnderTest.StartAsync(("Providers:captain:Auth:Tokens:0", ""));
        await AssertRefusedAsync(relay, ("Auth-Token", ""));
        await AssertRefusedAsync(relay, ("Auth-Token", "anything"));
    }

    private static (string Name, string Value)[] Mode(string mode, params (string Name, string Value)[] options)
        => [("Providers:captain:Auth:Tokens:0", ""), ("Providers:captain:Auth:Mode", mode),
            .. options.Select(static option => ("Providers:captain:Auth:" + option.Name, option.Value))];

    private static (string Name, string Value)[] Signed(DateTimeOffset at)
    {
        var signature = StandardWebhooksSignature.Sign(Convert.FromBase64String(Whsec["whsec_".Length..]), "msg_1", at, Body);
        return [("webhook-id", "msg_1"), ("webhook-timestamp", at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)), ("webhook-signature", signature)];
    }

    private static string Basic(string credentials) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials));

    private static async Task AssertAcceptedAsync(RelayUnderTest relay, params (string Name, string Value)[] headers)
    {
        using var answer = await relay.PostAsync("captain", Body, headers);
        Assert.Equal(202, (int)answer.StatusCode);
    }

    /// <summary>Refused, told why without a secret, and nothing of it reached the queue.</summary>
    private static async Task AssertRefusedAsync(RelayUnderTest relay, params (string Name, string Value)[] headers)
    {
        var before = await AcceptedAsync(relay);
        using var answer = await relay.PostAsync("captain", Body, headers);
        Assert.Equal(401, (int)answer.StatusCode);
        Assert.NotEmpty(answer.Headers.WwwAuthenticate);
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal("urn:orderrelay:problem:unauthenticated", (string?)problem["type"]);
        Assert.DoesNotContain(headers, header => header.Value.Length > 0 && ((string)problem["detail"]!).Contains(header.Value, StringComparison.Ordinal));
        Assert.Equal(before, await AcceptedAsync(relay));
    }

    /// <summary>The headers that are right once are wrong twice: which of them a proxy in front has checked, nobody can say.</summary>
    private static async Task AssertRefusedTwiceAsync(RelayUnderTest relay, params (string Name, string Value)[] headers)
    {
        Assert.Equal(202, await RawRequest.SendAsync(relay.Host.Url, "POST", "/api/webhooks/captain", Body, headers));
        foreach (var header in headers)
        {
            Assert.Equal(401, await RawRequest.SendAsync(relay.Host.Url, "POST", "/api/webhooks/captain", Body, [.. headers, header]));
        }
    }

    private static async Task<int> AcceptedAsync(RelayUnderTest relay) => (int)(await relay.GetAsync("/api/stats"))["accepted"]!;
}
