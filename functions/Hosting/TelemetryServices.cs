using Azure.Core;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OrderRelay.Core.Telemetry;

namespace OrderRelay.Functions.Hosting;

/// <summary>Traces, metrics and logs to Application Insights, by identity. Without a connection string nothing is exported.</summary>
internal static class TelemetryServices
{
    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var telemetry = services.AddOpenTelemetry()
            .WithTracing(static tracing => tracing.AddSource(RelayTelemetry.Name, "Azure.*"))
            .WithMetrics(static metrics => metrics.AddMeter(RelayTelemetry.Name))
            .UseFunctionsWorkerDefaults();
        if (configuration["APPLICATIONINSIGHTS_CONNECTION_STRING"] is { Length: > 0 } connection)
        {
            services.AddOptions<AzureMonitorExporterOptions>().Configure<TokenCredential>((options, credential) =>
            {
                options.ConnectionString = connection;
                options.Credential = credential;

                // The exporter's own limit of traces per second would drop most of a busy minute: the ratio alone decides.
                options.TracesPerSecond = null;
                options.SamplingRatio = configuration.GetValue("Telemetry:SamplingPercent", 100f) / 100f;
            });
            telemetry.UseAzureMonitorExporter();
        }

        return services;
    }
}
