using System.Text.Json;
using BenchmarkDotNet.Attributes;
using OrderRelay.Core.Authentication;
using OrderRelay.Core.Providers;

namespace OrderRelay.Micro;

/// <summary>Authenticate and scan, beside a bare pass over the same bytes.</summary>
public class ReceiveBenchmarks
{
    private const string Token = "s3cret-token-of-captain";

    private readonly byte[] body = SampleEvents.Bodies[0];
    private readonly TokenHeaders headers = new("Auth-Token", Token);
    private readonly WebhookAuthenticator authenticator = new("captain", SampleEvents.Captain.Authentication, new ProviderAuthOptions { Tokens = { Token } }, TimeProvider.System);

    [Benchmark(Baseline = true)]
    public int BarePass()
    {
        var tokens = 0;
        var reader = new Utf8JsonReader(body);
        while (reader.Read())
            tokens++;

        return tokens;
    }

    [Benchmark]
    public bool AuthenticateAndScan()
        => authenticator.Authenticate(headers, body).IsAccepted && SampleEvents.Captain.Scan(body).Status == ScanStatus.Recognised;
}
