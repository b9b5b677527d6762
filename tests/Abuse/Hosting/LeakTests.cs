using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OrderRelay.Core.Telemetry;
using OrderRelay.Local.Cli;
using OrderRelay.Local.Demo;

namespace OrderRelay.Abuse.Hosting;

/// <summary>A whole demo with every log line, span and measurement recorded: none holds a credential or a person.</summary>
public sealed class LeakTests
{
    private static readonly string[] PersonalMembers =
    [
        "name", "first_name", "last_name", "phone", "phone_number", "email", "line_1", "line_2", "notes", "address", "full_address", "driver_name", "driver_phone", "driver_document", "comment", "comments", "instructions",
        "customer_name", "customer_phone", "customer_email", "customer_document", "recipient", "signature", "latitude", "longitude", "order_custom_fields", "sms_opt_in",
    ];

    [Fact]
    public async Task Demo_leaves_no_credential_and_no_person_in_logs_spans_measurements_or_errors()
    {
        var recorded = new ConcurrentQueue<string>();
        using var spans = Spans(recorded);
        var providers = DemoProviders.Draw();
        await using var relay = await Relay.StartAsync(null, [.. providers.Settings.Select(static setting => (setting.Key, setting.Value!))]);
        using var meters = Measurements(recorded, relay.Host.Services.GetRequiredService<RelayTelemetry>());
        using var errors = new ErrorBodies(recorded);
        using var client = RelayClient.For(relay.Host.Url, errors);

        var plan = LunchHour.Plan(new() { Opens = TimeProvider.System.GetUtcNow().AddMinutes(-60), Duration = TimeSpan.FromSeconds(1) });
        var outcome = await new DemoRun(client, providers, TimeProvider.System) { SettleLimit = TimeSpan.FromSeconds(60) }.RunAsync(plan, new NoScreen(), default);

        Assert.True(outcome.IsAccountedFor);
        string[] everything = [.. relay.Log.All, .. recorded];
        Assert.True(everything.Length > plan.Requests.Count, "hardly anything was recorded");
        Assert.Contains(everything, static line => line.StartsWith("span ", StringComparison.Ordinal));
        Assert.Contains(everything, static line => line.StartsWith("measurement ", StringComparison.Ordinal));
        Assert.Contains(everything, static line => line.StartsWith("error ", StringComparison.Ordinal));
        string[] secrets = [.. plan.Requests.Select(static request => request.Provider).Distinct().Select(providers.TokenOf), DemoProviders.WrongToken];
        string[] personal = [.. plan.Requests.SelectMany(static request => PersonalOf(request.Body)).Distinct()];
        Assert.True(personal.Length > 20, "the plan holds no persons");
        foreach (var value in secrets.Concat(personal))
        {
            var leak = Array.Find(everything, line => line.Contains(value, StringComparison.OrdinalIgnoreCase));
            Assert.True(leak is null, $"'{value}' stands in: {leak}");
        }
    }

    /// <summary>Texts under a member that names something personal, long enough to be told from chance.</summary>
    private static IEnumerable<string> PersonalOf(ReadOnlyMemory<byte> body)
    {
        try
        {
            return [.. TextsOf(JsonNode.Parse(body.Span), personal: false).Where(static text => text.Length >= 6)];
        }
        catch (System.Text.Json.JsonException)
        {
            return [];
        }
    }

    private static IEnumerable<string> TextsOf(JsonNode? node, bool personal) => node switch
    {
        JsonObject members => members.SelectMany(member => TextsOf(member.Value, personal || PersonalMembers.Contains(member.Key, StringComparer.Ordinal))),
        JsonArray elements => elements.SelectMany(element => TextsOf(element, personal)),
        JsonValue value when personal => [value.ToString()],
        _ => [],
    };

    private static ActivityListener Spans(ConcurrentQueue<string> recorded)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = static _ => true,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => recorded.Enqueue(
                $"span {span.Source.Name} {span.DisplayName} {span.StatusDescription} {string.Join(' ', span.TagObjects)} {string.Join(' ', span.Baggage)} {string.Join(' ', span.Events.SelectMany(static happened => happened.Tags))}"),
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static MeterListener Measurements(ConcurrentQueue<string> recorded, RelayTelemetry telemetry)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, telemetry) || instrument.Meter.Name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal))
                {
                    listening.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => recorded.Enqueue($"measurement {instrument.Name} {string.Join(' ', tags.ToArray())}"));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => recorded.Enqueue($"measurement {instrument.Name} {string.Join(' ', tags.ToArray())}"));
        listener.Start();
        return listener;
    }

    /// <summary>Remembers the body and the headers of every answer that is an error.</summary>
    private sealed class ErrorBodies(ConcurrentQueue<string> recorded) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            if ((int)answer.StatusCode >= 400)
            {
                await answer.Content.LoadIntoBufferAsync(cancellationToken);
                recorded.Enqueue($"error {answer.Headers} {await answer.Content.ReadAsStringAsync(cancellationToken)}");
            }

            return answer;
        }
    }
}
