using System.Net;
using System.Text;
using Microsoft.Extensions.Configuration;
using OrderRelay.Core.Api;
using OrderRelay.Core.Authentication;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Providers;
using OrderRelay.Core.RateLimiting;
using OrderRelay.Core.Telemetry;
using OrderRelay.Core.Tests.Authentication;

namespace OrderRelay.Core.Tests.Pipeline;

/// <summary>The receiver over a queue and a desk in memory, with a token for Captain.AI and none for Abbiamo.</summary>
internal sealed class ReceivingRig : IDisposable
{
    public const string Secret = "s3cret-token-of-captain";

    private readonly ReceiveWebhook receive;

    public ReceivingRig(params (string Key, string Value)[] settings)
    {
        (string Key, string Value)[] all = [("Providers:captain:Auth:Tokens:0", Secret), .. settings];
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(all.Select(static setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
            .Build();
        Telemetry = new(Time);
        var authenticators = new AuthenticatorCatalog(ProviderCatalog.Default, configuration, Time);
        var limits = new RateLimits(RateLimitOptions.From(configuration), ProviderCatalog.Default, Time);
        receive = new(new(ProviderCatalog.Default, authenticators, limits), Queue, new(Desk, QuarantineOptions.From(configuration), Telemetry), Telemetry, Time, Log);
    }

    public EagerTime Time { get; } = new();

    public MemoryQueue Queue { get; } = new();

    public MemoryDesk Desk { get; } = new();

    public RelayTelemetry Telemetry { get; }

    public CapturingLogger<ReceiveWebhook> Log { get; } = new();

    public ValueTask<ApiAnswer> PostAsync(string body, string provider = "captain", string? token = Secret, string? traceParent = null)
        => PostAsync(Encoding.UTF8.GetBytes(body), provider, token, traceParent);

    public ValueTask<ApiAnswer> PostAsync(byte[] body, string provider = "captain", string? token = Secret, string? traceParent = null)
        => receive.HandleAsync(
            new(provider, token is null ? new FakeHeaders() : new FakeHeaders((provider is "abbiamo" ? "Authorization" : "Auth-Token", token)), body, traceParent),
            default);

    public ApiAnswer? RefuseAddress(string provider, string address, string? forwarded = null)
        => receive.RefuseAddress(provider, IPAddress.Parse(address), forwarded);

    public ApiAnswer TooLarge(string provider) => receive.RefuseTooLarge(provider);

    public void Dispose() => Telemetry.Dispose();
}
