using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OrderRelay.Core.Api;

namespace OrderRelay.Abuse.Hosting;

/// <summary>Every route that the OpenAPI document names, on an address that others can reach, with every credential but the right one.</summary>
public sealed partial class AccessTests
{
    private static readonly (string Name, string Value)[][] Strangers =
    [
        [],
        [("Authorization", "Bearer wrong")],
        [("Authorization", "Bearer ")],
        [("Authorization", "Bearer")],
        [("Authorization", Relay.OperatorKey)],
        [("Authorization", $"Basic {Relay.OperatorKey}")],
        [("Authorization", $"Bearer {Relay.OperatorKey}x")],
        [("Authorization", $"Bearer {Relay.OperatorKey[..^1]}")],
        [("Authorization", $"Bearer {Relay.OperatorKey.ToUpperInvariant()}")],
        [("Authorization", $"Bearer {Relay.OperatorKey}, Bearer {Relay.OperatorKey}")],
        [("Authorization", $"Bearer {Relay.OperatorKey}"), ("Authorization", $"Bearer {Relay.OperatorKey}")],
        [("Authorization", $"Bearer {Relay.CaptainToken}")],
        [("Auth-Token", Relay.CaptainToken), ("Authorization", Relay.AbbiamoToken + "x")],
        [("Cookie", $"key={Relay.OperatorKey}"), ("X-Api-Key", Relay.OperatorKey), ("x-functions-key", Relay.OperatorKey)],
        [("Origin", "http://localhost"), ("X-Forwarded-For", "127.0.0.1"), ("Forwarded", "for=127.0.0.1")],
    ];

    private static readonly (string Name, string Value)[][] WrongTokens =
    [
        [],
        [("Auth-Token", ""), ("Authorization", "")],
        [("Auth-Token", "wrong"), ("Authorization", "wrong")],
        [("Auth-Token", Relay.AbbiamoToken), ("Authorization", Relay.CaptainToken)],
        [("Auth-Token", Relay.CaptainToken + "\u00ff"), ("Authorization", Relay.AbbiamoToken + " x")],
        [("Auth-Token", Relay.CaptainToken[..^1]), ("Authorization", "Bearer " + Relay.OperatorKey)],
        [("Auth-Token", Relay.CaptainToken), ("Auth-Token", Relay.CaptainToken), ("Authorization", "a"), ("Authorization", Relay.AbbiamoToken)],
    ];

    public static TheoryData<string, string, bool> Operations
    {
        get
        {
            var operations = new TheoryData<string, string, bool>();
            foreach (var (path, item) in JsonNode.Parse(OpenApiDocument.Answer.Body.Span)!["paths"]!.AsObject())
            {
                foreach (var (method, operation) in item!.AsObject().Where(static pair => pair.Key is "get" or "post" or "put" or "delete"))
                {
                    operations.Add(method.ToUpperInvariant(), path, operation!["security"] is JsonArray { Count: 0 });
                }
            }

            return operations;
        }
    }

    [Fact]
    public async Task Operators_route_answers_401_to_everybody_but_an_operator()
    {
        await using var relay = await Relay.StartAsync(IPAddress.Any);
        var asked = 0;
        foreach (var operation in Operations)
        {
            var (method, path, open) = ((string)operation[0], Filled((string)operation[1]), (bool)operation[2]);
            foreach (var headers in Strangers)
            {
                var answer = await Wire.SendAsync(relay.Address, Wire.Request(method, path, "{}"u8, headers));
                Assert.True(open ? answer.Status is not (401 or 403) || path.StartsWith("/api/webhooks", StringComparison.Ordinal) : answer.Status is 401 or 400, $"{method} {path} {string.Join(' ', headers)}: {answer.Text}");
                asked++;
            }

            // The right key is let in, so that a 401 above is about the key.
            if (!open && path != "/api/stream")
            {
                Assert.NotEqual(401, (await Wire.SendAsync(relay.Address, Wire.Request(method, path, "{}"u8, ("Authorization", $"Bearer {Relay.OperatorKey}")))).Status);
            }
        }

        Assert.True(asked > 300, "the document names fewer routes than there are");
        Assert.Empty(relay.Log.Errors);
    }

    [Theory]
    [InlineData("captain")]
    [InlineData("abbiamo")]
    public async Task Webhook_with_no_or_a_wrong_credential_is_refused_and_not_kept(string provider)
    {
        await using var relay = await Relay.StartAsync(IPAddress.Any);
        foreach (var headers in WrongTokens)
        {
            var answer = await Wire.SendAsync(relay.Address, Wire.Request("POST", "/api/webhooks/" + provider, "{}"u8, headers));
            Assert.True(answer.Status is 401 or 400, $"{string.Join(' ', headers)}: {answer.Text}");
            Assert.DoesNotContain("secret", answer.Text, StringComparison.Ordinal);
        }

        await relay.DrainAsync();
        var stats = await Wire.SendAsync(relay.Address, Wire.Request("GET", "/api/stats", [], ("Authorization", $"Bearer {Relay.OperatorKey}")));
        Assert.Equal(0, (int)JsonNode.Parse(stats.Body)!["accepted"]!);
    }

    /// <summary>Credentials have no date of their own: one ends by being taken out of the configuration.</summary>
    [Fact]
    public async Task Credential_that_was_taken_away_opens_nothing_any_more()
    {
        await using var relay = await Relay.StartAsync(IPAddress.Any, ("Operator:Keys:alice", "the next key"), ("Providers:captain:Auth:Tokens:0", "the next token"));
        var asked = await Wire.SendAsync(relay.Address, Wire.Request("GET", "/api/orders", [], ("Authorization", $"Bearer {Relay.OperatorKey}")));
        var sent = await Wire.SendAsync(relay.Address, Wire.Request("POST", "/api/webhooks/captain", "{}"u8, ("Auth-Token", Relay.CaptainToken)));
        Assert.Equal((401, 401), (asked.Status, sent.Status));
    }

    private static string Filled(string path) => Parameter().Replace(path, static parameter => parameter.Value switch
    {
        "{provider}" => "captain",
        "{path}" => "index.html",
        _ => "x",
    });

    [GeneratedRegex("{[^}]+}")]
    private static partial Regex Parameter();
}
