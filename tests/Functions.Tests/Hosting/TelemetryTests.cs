using System.Diagnostics;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using OrderRelay.Core.Telemetry;
using OrderRelay.Functions.Hosting;

namespace OrderRelay.Functions.Tests.Hosting;

/// <summary>What the app registers with OpenTelemetry is what the pipeline and the SDK write to.</summary>
public sealed class TelemetryTests
{
    [Theory]
    [InlineData(RelayTelemetry.Name)]
    [InlineData("Azure.Data.Tables.TableClient")]
    [InlineData("Azure.Messaging.ServiceBus.ServiceBusSender")]
    public void Spans_of_the_pipeline_and_of_the_sdk_are_exported(string source)
    {
        var seen = new List<Activity>();
        using var host = Build(services => services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddProcessor(new SimpleActivityExportProcessor(new Kept<Activity>(seen)))));
        using var provider = host.Services.GetRequiredService<TracerProvider>();
        using var spans = new ActivitySource(source);

        var span = spans.StartActivity("one");
        span?.Stop();

        Assert.Contains(seen, one => ReferenceEquals(one, span));
    }

    [Fact]
    public void Metrics_of_the_pipeline_are_exported()
    {
        var seen = new List<Metric>();
        using var host = Build(services => services.ConfigureOpenTelemetryMeterProvider(metrics => metrics.AddReader(new BaseExportingMetricReader(new Kept<Metric>(seen)))));
        using var provider = host.Services.GetRequiredService<MeterProvider>();

        host.Services.GetRequiredService<RelayTelemetry>().Stalled("captain");
        provider.ForceFlush();

        Assert.Contains(seen, static metric => metric.Name == "orderrelay.orders.stalled");
    }

    [Fact]
    public void Sdk_is_told_to_make_spans()
        => Assert.Contains("\"Azure.Experimental.EnableActivitySource\": true", File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "OrderRelay.Functions.runtimeconfig.json")), StringComparison.Ordinal);

    private static Microsoft.Extensions.Hosting.IHost Build(Action<IServiceCollection> configure)
    {
        var builder = FunctionsApplication.CreateBuilder([]);
        builder.ConfigureFunctionsWebApplication();
        builder.Services.AddRelay(builder.Configuration);
        configure(builder.Services);
        return builder.Build();
    }

    private sealed class Kept<T>(List<T> items) : BaseExporter<T>
        where T : class
    {
        public override ExportResult Export(in Batch<T> batch)
        {
            foreach (var item in batch)
            {
                items.Add(item);
            }

            return ExportResult.Success;
        }
    }
}
