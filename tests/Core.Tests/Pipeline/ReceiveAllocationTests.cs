using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using OrderRelay.Core.Authentication;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using OrderRelay.Core.Providers;
using OrderRelay.Core.RateLimiting;
using OrderRelay.Core.Telemetry;

namespace OrderRelay.Core.Tests.Pipeline;

/// <summary>Bytes, not time: they are the same on every machine. <c>bench/Micro</c> has the time.</summary>
public sealed class ReceiveAllocationTests
{
    private const int Events = 1000;
    private const int Allowed = 512;
    private const int AllowedWithMessage = 3072;

    private static readonly byte[] Body = Encoding.UTF8.GetBytes(ProjectionRig.Captain("4b7a1c52-6f0e-4c43-9a3e-0f5d1f6f7a10", 1, "in_progress", "9f2c6a1e7b34"));

    [Fact]
    public void Authenticating_and_scanning_stays_within_its_allowance()
    {
        var provider = ProviderCatalog.Default.Find("captain")!;
        var authenticator = new WebhookAuthenticator("captain", provider.Authentication, new ProviderAuthOptions { Tokens = { ReceivingRig.Secret } }, TimeProvider.System);
        var headers = new OneHeader();

        var recognised = 0;
        var perEvent = BytesPerEvent(() =>
        {
            if (authenticator.Authenticate(headers, Body).IsAccepted && provider.Scan(Body).Status is ScanStatus.Recognised)
                recognised++;
        });

        Assert.Equal(2 * Events, recognised);
        Assert.True(perEvent <= Allowed, $"{perEvent} bytes per event");
    }

    [Fact]
    public void Receiving_up_to_the_queue_and_answering_stays_within_its_allowance()
    {
        using var telemetry = new RelayTelemetry(TimeProvider.System);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("Providers:captain:Auth:Tokens:0", (string?)ReceivingRig.Secret)]).Build();
        var authenticators = new AuthenticatorCatalog(ProviderCatalog.Default, configuration, TimeProvider.System);
        var limits = new RateLimits(RateLimitOptions.From(configuration), ProviderCatalog.Default, TimeProvider.System);
        var receive = new ReceiveWebhook(
            new(ProviderCatalog.Default, authenticators, limits), new DroppingQueue(), new(new MemoryDesk(), QuarantineOptions.From(configuration), telemetry),
            telemetry, TimeProvider.System, NullLogger<ReceiveWebhook>.Instance);
        var headers = new OneHeader();

        // Beside what authenticating and scanning take: the queue's message, its id, metrics, and the bytes of the answer.
        var accepted = 0;
        var perEvent = BytesPerEvent(() =>
        {
            var answer = receive.HandleAsync(new("captain", headers, Body, null), CancellationToken.None);
            if (answer is { IsCompletedSuccessfully: true, Result.Status: 202 })
                accepted++;
        });

        Assert.Equal(2 * Events, accepted);
        Assert.True(perEvent <= AllowedWithMessage, $"{perEvent} bytes per event");
    }

    private static long BytesPerEvent(Action receive)
    {
        for (var i = 0; i < Events; i++)
            receive();

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Events; i++)
            receive();

        return (GC.GetAllocatedBytesForCurrentThread() - before) / Events;
    }

    /// <summary>Finds its value without taking memory, as a framework that has parsed the request does.</summary>
    private sealed class OneHeader : IWebhookHeaders
    {
        public string? this[string name] => name == "Auth-Token" ? ReceivingRig.Secret : null;
    }

    private sealed class DroppingQueue : IEventQueue
    {
        public ValueTask<EnqueueResult> EnqueueAsync(QueueMessage message, DateTimeOffset? notBefore, CancellationToken cancellationToken)
            => new(EnqueueResult.Enqueued);
    }
}
