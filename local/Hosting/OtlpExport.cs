using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using OrderRelay.Core.Telemetry;

namespace OrderRelay.Local.Hosting;

/// <summary>Traces, metrics and logs over OTLP, when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says where to.</summary>
internal static class OtlpExport
{
    public static void AddOtlpExport(this WebApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            return;
        }

        builder.Logging.AddOpenTelemetry(static logs => logs.SetResourceBuilder(Resource()).AddOtlpExporter());
        builder.Services.AddHostedService<Providers>();
    }

    private static ResourceBuilder Resource() => ResourceBuilder.CreateDefault().AddService("orderrelay").AddEnvironmentVariableDetector();

    /// <summary>Keeps the SDK's providers for the life of the host and flushes them at its end.</summary>
    private sealed class Providers : IHostedService, IDisposable
    {
        private TracerProvider? traces;
        private MeterProvider? metrics;

        public Task StartAsync(CancellationToken cancellationToken)
        {
            traces = Sdk.CreateTracerProviderBuilder()
                .SetResourceBuilder(Resource())
                .AddSource(RelayTelemetry.Name, "Microsoft.AspNetCore")
                .AddOtlpExporter()
                .Build();
            metrics = Sdk.CreateMeterProviderBuilder()
                .SetResourceBuilder(Resource())
                .AddMeter(RelayTelemetry.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel")
                .AddOtlpExporter()
                .Build();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken)
        {
            Dispose();
            return Task.CompletedTask;
        }

        public void Dispose()
        {
            traces?.Dispose();
            metrics?.Dispose();
            (traces, metrics) = (null, null);
        }
    }
}
