using Azure.Core;
using Azure.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OrderRelay.Core;
using OrderRelay.Functions.Http;

namespace OrderRelay.Functions.Hosting;

/// <summary>Everything that the functions need.</summary>
internal static class RelayServices
{
    public static IServiceCollection AddRelay(this IServiceCollection services, IConfiguration configuration) => services
        .AddOrderRelayCore()
        .AddSingleton<TokenCredential>(static _ => new DefaultAzureCredential())
        .AddStorage(configuration)
        .AddMessaging(configuration)
        .AddTelemetry(configuration)
        .AddSingleton<JobRun>()
        .AddHostedService<StatsPump>()
        .AddSingleton<OperatorNames>()
        .AddSingleton<ApiEdge>();
}
