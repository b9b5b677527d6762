using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using OrderRelay.Core.Telemetry;
using OrderRelay.Functions.Functions;
using OrderRelay.Functions.Tests.ServiceBus;

namespace OrderRelay.Functions.Tests.Functions;

/// <summary>A request's trace goes on behind the broker, down to the tables.</summary>
public sealed class TraceTests : IAsyncLifetime
{
    private const string PlatformName = "platform-under-test";

    private static readonly ActivitySource Platform = new(PlatformName);

    private readonly ConcurrentQueue<Activity> spans = new();
    private readonly ConcurrentQueue<ActivityTraceId?> stored = new();
    private readonly ActivityListener listener;
    private RelayUnderTest relay = null!;

    public TraceTests() => listener = Listen(spans);

    public async Task InitializeAsync()
    {
        relay = await RelayUnderTest.CreateAsync();
        relay.Storage.Requests.Before = _ =>
        {
            stored.Enqueue(Activity.Current?.TraceId);
            return Task.CompletedTask;
        };
    }

    public Task DisposeAsync()
    {
        listener.Dispose();
        return relay.DisposeAsync().AsTask();
    }

    [Fact]
    public async Task One_trace_leads_from_the_request_to_the_tables()
    {
        var request = await PostAsync("order_status_updated.completed.json");

        await relay.ProjectAsync(Received.Of(Assert.Single(relay.Sent)));

        Assert.Equal(["request", "project", "deliver"], NamesIn(request));
        Assert.NotEmpty(stored);
        Assert.All(stored, trace => Assert.Equal(request, trace));
    }

    [Fact]
    public async Task Delivery_of_several_requests_links_to_each_and_every_event_stays_in_its_own_trace()
    {
        ActivityTraceId[] requests = [await PostAsync("order_status_updated.completed.json"), await PostAsync("order_status_updated.failed.json")];

        await relay.ProjectAsync([.. relay.Sent.Select(static message => Received.Of(message))]);

        Assert.All(requests, request => Assert.Equal(["request", "project"], NamesIn(request)));
        Assert.Contains(spans, span => span.OperationName == "deliver" && span.Links.Select(static link => link.Context.TraceId).SequenceEqual(requests));
    }

    [Fact]
    public async Task Trace_that_only_the_sending_sdk_noted_is_followed_too()
    {
        var request = await PostAsync("order_status_updated.completed.json");
        var message = Assert.Single(relay.Sent);
        message.ApplicationProperties.Remove("traceparent");

        await relay.ProjectAsync(Received.Of(message));

        Assert.Equal(["request", "project", "deliver"], NamesIn(request));
    }

    private static ActivityListener Listen(ConcurrentQueue<Activity> spans)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name is RelayTelemetry.Name or PlatformName,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private IEnumerable<string> NamesIn(ActivityTraceId trace) => spans.Where(span => span.TraceId == trace).Select(static span => span.OperationName);

    private async Task<ActivityTraceId> PostAsync(string sample)
    {
        Activity.Current = null;
        using var span = Platform.StartActivity("request", ActivityKind.Server)!;
        var context = new DefaultHttpContext();
        context.Request.Method = "POST";
        context.Request.Headers["Auth-Token"] = "token";
        context.Request.Body = new MemoryStream(await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "samples", "captain", sample)));
        await relay.Function<ReceiveWebhook>().RunAsync(context.Request, "captain");
        return span.TraceId;
    }
}
