using System.IO.Compression;
using System.Text;
using OrderRelay.Abuse.Hosting;

namespace OrderRelay.Abuse.Fuzzing;

/// <summary>The real host under hostile requests over raw sockets: never a 5xx, nothing broke, and whatever was accepted is there.</summary>
public sealed class HostFuzzTests
{
    private static readonly byte[][] Bodies = [.. Corpus.Seeds.Select(static seed => seed.Body)];

    private static readonly (string Name, string Value)[] Oddities =
    [
        ("Content-Type", "application/json; charset=utf-16"), ("Content-Type", "text/plain; charset=koi8-r"), ("Content-Type", "multipart/form-data; boundary=x"), ("Content-Type", ";;;\u00ff"),
        ("Content-Encoding", "gzip"), ("Content-Encoding", "br, deflate"), ("Expect", "100-continue"), ("Expect", "200-maybe"), ("Upgrade", "h2c"), ("Accept", "\u00ff"),
        ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"), ("traceparent", "ff-zz"), ("X-Forwarded-For", "1.2.3.4, x, ::1"), ("X-HTTP-Method-Override", "DELETE"),
        ("Auth-Token", "second"), ("Authorization", "Basic ====="), ("User-Agent", "\u001b[31m"), ("X-Long", new string('x', 9000)), ("If-None-Match", "\"\\\""), ("Range", "bytes=9-1"),
    ];

    [Fact]
    public async Task Every_seed_and_every_large_body_is_answered_and_accounted_for()
    {
        await using var relay = await Relay.StartAsync();
        var accepted = new Accepted();
        foreach (var (name, body) in Corpus.Seeds.Concat(Corpus.Large()))
        {
            foreach (var provider in body.Length > 1024 * 1024 ? (string[])["captain"] : ["captain", "abbiamo"])
            {
                var answer = await Wire.SendAsync(relay.Address, Request(provider, body));
                Assert.True(answer.Status is 202 or 400 or 413, $"{name} to {provider}: {answer.Status} {answer.Body}");
                Assert.Equal(body.Length > 1024 * 1024, answer.Status == 413);
                Keep(accepted, answer, provider, body);
            }
        }

        await AssertHoldsAsync(relay, accepted);
    }

    [Fact]
    public async Task Mutated_requests_are_answered_and_accounted_for()
    {
        await using var relay = await Relay.StartAsync();
        var accepted = new Accepted();
        await Parallel.ForEachAsync(new FuzzRun(3000).Seeds(), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (seed, _) =>
        {
            var random = new Random(seed);
            var body = new Mutator(random, Bodies).Next();
            var provider = random.Next(2) == 0 ? "captain" : "abbiamo";
            var (request, sent) = Disturbed(random, provider, body);
            var answer = await Wire.SendAsync(relay.Address, request, end: sent is null);
            AssertAnswered(answer, malformed: sent is null, FuzzRun.Again(seed, request));
            Keep(accepted, answer, provider, sent);
        });

        Assert.True(accepted.Count > 100, "hardly anything was accepted: the mutations are too strong to lose anything");
        await AssertHoldsAsync(relay, accepted);
    }

    [Fact]
    public async Task Mutated_questions_are_answered()
    {
        byte[][] targets =
        [
            .. ((string[])[
                "/api/orders?provider=captain&store=a&status=delivered&q=x&since=2025-03-13T00:00:00Z&limit=5&cursor=AQID", "/api/orders/captain/a%2Fb", "/api/orders/captain/%00/events",
                "/api/orders/captain/x/events/y~z/raw", "/api/orders/by-reference/captain/1%25", "/api/dead-letters?reason=not_json&status=open&since=2025&cursor=x", "/api/dead-letters/20260301T120000-a",
                "/api/dead-letters/groups?fingerprint=a", "/api/notifications?provider=captain&orderId=x&cursor=e", "/api/audit?action=replay&cursor=", "/api/replays/x", "/api/reprojections/x", "/api/stats",
                "/api/health/ready", "/board/../../appsettings.json", "/board/%2e%2e/app.js", "/openapi/v1.json?x=[]", "//api/orders", "/api/orders/captain/..;/x", "/api\\orders",
            ]).Select(Encoding.ASCII.GetBytes),
        ];
        await using var relay = await Relay.StartAsync();
        await Parallel.ForEachAsync(new FuzzRun(1000).Seeds(), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (seed, _) =>
        {
            var random = new Random(seed);
            var target = Encoding.Latin1.GetString(new Mutator(random, targets).Next());
            var method = ((string[])["GET", "GET", "GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "BREW"])[random.Next(10)];
            var request = Wire.Request(method, target, random.Next(3) == 0 ? new Mutator(random, Bodies).Next() : [], ("If-None-Match", "*"));

            // With a line break in it, it may be a request that does not ask to be the last one.
            var broken = target.Contains('\n', StringComparison.Ordinal);
            var answer = await Wire.SendAsync(relay.Address, request, end: broken);
            AssertAnswered(answer, malformed: broken, FuzzRun.Again(seed, request));
        });
        Assert.Empty(relay.Log.Errors);
    }

    private static (byte[] Request, byte[]? Body) Disturbed(Random random, string provider, byte[] body)
    {
        List<(string, string)> headers = [Credential(provider)];
        for (var odd = random.Next(3); odd > 0; odd--)
        {
            headers.Add(Oddities[random.Next(Oddities.Length)]);
        }

        if (random.Next(20) == 0)
        {
            body = Zipped(body);
        }

        var request = Wire.Request("POST", "/api/webhooks/" + provider, body, headers);
        if (random.Next(12) == 0)
        {
            // What is struck may be the framing: then the body that counts is whatever the server makes of it, and only its safety is asked.
            return (new Mutator(random, [request]).Next(), null);
        }

        return (random.Next(4) == 0 ? Chunked(random, provider, body, headers) : request, body);
    }

    private static byte[] Chunked(Random random, string provider, byte[] body, List<(string Name, string Value)> headers)
    {
        using var request = new MemoryStream();
        request.Write(Encoding.Latin1.GetBytes(
            $"POST /api/webhooks/{provider} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n{string.Concat(headers.Select(static header => $"{header.Name}: {header.Value}\r\n"))}\r\n"));
        for (var at = 0; at < body.Length;)
        {
            var size = random.Next(1, Math.Min(700, body.Length - at) + 1);
            request.Write(Encoding.ASCII.GetBytes($"{size:x}\r\n"));
            request.Write(body, at, size);
            request.Write("\r\n"u8);
            at += size;
        }

        request.Write("0\r\n\r\n"u8);
        return request.ToArray();
    }

    private static byte[] Zipped(byte[] body)
    {
        using var zipped = new MemoryStream();
        using (var zip = new GZipStream(zipped, CompressionLevel.Fastest))
        {
            zip.Write(body);
        }

        return zipped.ToArray();
    }

    private static byte[] Request(string provider, byte[] body) => Wire.Request("POST", "/api/webhooks/" + provider, body, [Credential(provider), ("Content-Type", "application/json")]);

    private static (string, string) Credential(string provider) => provider == "captain" ? ("Auth-Token", Relay.CaptainToken) : ("Authorization", Relay.AbbiamoToken);

    private static void Keep(Accepted accepted, WireAnswer answer, string provider, byte[]? body)
    {
        if (answer.Status == 202 && body is not null)
        {
            accepted.Add(provider, body);
        }
    }

    /// <summary>What is no HTTP/1.1 at all may be closed without a word, or be told so by the server itself, for whose version of HTTP 505 is the word.</summary>
    private static void AssertAnswered(WireAnswer answer, bool malformed, string again)
        => Assert.True(answer.Status is (>= 200 and < 500) || (malformed && answer.Status is 0 or 505), again + answer.Text);

    private static async Task AssertHoldsAsync(Relay relay, Accepted accepted)
    {
        await relay.DrainAsync();
        var missing = await accepted.MissingAsync(relay);
        Assert.True(missing.Count == 0, string.Join('\n', missing));
        Assert.Empty(relay.Log.Errors);
    }
}
