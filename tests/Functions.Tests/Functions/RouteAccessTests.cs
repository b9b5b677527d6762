using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using OrderRelay.Functions.ServiceBus;

namespace OrderRelay.Functions.Tests.Functions;

public sealed class RouteAccessTests
{
    [Fact]
    public void Only_providers_probes_and_the_description_come_in_without_a_function_key()
        => Assert.Equal(["api/health", "api/health/ready", "api/webhooks/{provider}", "openapi/v1.json"], AnonymousRoutes().Order(StringComparer.Ordinal));

    private static IEnumerable<string?> AnonymousRoutes() => typeof(QueueNames).Assembly.GetTypes()
        .SelectMany(static type => type.GetMethods())
        .SelectMany(static method => method.GetParameters())
        .Select(static parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>())
        .Where(static trigger => trigger?.AuthLevel is AuthorizationLevel.Anonymous)
        .Select(static trigger => trigger!.Route);
}
