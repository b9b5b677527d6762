using System.Net;
using System.Text.Json.Nodes;
using OrderRelay.Core.Api;
using OrderRelay.Core.Board;

namespace OrderRelay.Abuse.Hosting;

/// <summary>What answers say to browsers.</summary>
public sealed class HeaderTests
{
    [Fact]
    public async Task Every_file_of_the_board_is_closed_to_anything_from_elsewhere()
    {
        await using var relay = await Relay.StartAsync();
        Assert.NotEmpty(BoardFiles.Paths);
        foreach (var path in BoardFiles.Paths)
        {
            var answer = await Wire.SendAsync(relay.Address, Wire.Request("GET", path, []));
            Assert.Equal(200, answer.Status);
            var policy = answer.Header("Content-Security-Policy")!;
            foreach (var rule in (string[])["default-src 'none'", "script-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"])
            {
                Assert.Contains(rule, policy, StringComparison.Ordinal);
            }

            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
            Assert.Equal("no-referrer", answer.Header("Referrer-Policy"));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Every_answer_of_the_API_is_kept_by_nobody_and_runs_nothing(bool withKey)
    {
        await using var relay = await Relay.StartAsync(IPAddress.Any);
        var answered = new HashSet<int>();
        foreach (var (path, item) in JsonNode.Parse(OpenApiDocument.Answer.Body.Span)!["paths"]!.AsObject().Where(static pair => pair.Key != "/api/stream"))
        {
            foreach (var (method, _) in item!.AsObject().Where(static pair => pair.Key is "get" or "post" or "put" or "delete"))
            {
                (string, string)[] headers = withKey ? [("Authorization", $"Bearer {Relay.OperatorKey}"), ("Auth-Token", Relay.CaptainToken)] : [];
                var answer = await Wire.SendAsync(relay.Address, Wire.Request(method.ToUpperInvariant(), path.Replace("{provider}", "captain", StringComparison.Ordinal).Replace('{', 'x').Replace('}', 'x'), "{}"u8, headers));
                _ = answered.Add(answer.Status);
                Assert.Null(answer.Header("Server"));
                if (answer.Status != 202 && path is not ("/" or "/board/{path}"))
                {
                    Assert.Equal("no-store", answer.Header("Cache-Control"));
                    Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
                    Assert.Equal("no-referrer", answer.Header("Referrer-Policy"));
                    Assert.Contains("frame-ancestors 'none'", answer.Header("Content-Security-Policy"), StringComparison.Ordinal);
                }
            }
        }

        Assert.Contains(withKey ? 404 : 401, answered);
        Assert.Contains(200, answered);
    }
}
