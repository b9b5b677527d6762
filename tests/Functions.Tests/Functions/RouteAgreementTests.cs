using System.Reflection;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;
using OrderRelay.Core.Api;
using OrderRelay.Functions.ServiceBus;

namespace OrderRelay.Functions.Tests.Functions;

/// <summary>What the published description promises, this host answers; and nothing that it does not name.</summary>
public sealed class RouteAgreementTests
{
    private const string Description = "GET /openapi/v1.json";

    [Fact]
    public void Every_described_route_has_a_trigger_and_every_trigger_is_described()
        => Assert.Equal(Described().Append(Description).Order(StringComparer.Ordinal), Triggered().Order(StringComparer.Ordinal));

    [Fact]
    public void Only_providers_probes_and_the_description_come_in_without_a_function_key()
        => Assert.Equal(
            ["GET /api/health", "GET /api/health/ready", Description, "POST /api/webhooks/{provider}"],
            Triggers().Where(static trigger => trigger.AuthLevel is AuthorizationLevel.Anonymous).SelectMany(RoutesOf).Order(StringComparer.Ordinal));

    private static IEnumerable<string> Described() => JsonDocument.Parse(OpenApiDocument.Answer.Body).RootElement.GetProperty("paths").EnumerateObject()
        .SelectMany(static path => path.Value.EnumerateObject().Select(method => $"{method.Name.ToUpperInvariant()} {path.Name}"));

    private static IEnumerable<string> Triggered() => Triggers().SelectMany(RoutesOf);

    private static IEnumerable<string> RoutesOf(HttpTriggerAttribute trigger) => trigger.Methods!.Select(method => $"{method.ToUpperInvariant()} /{trigger.Route}");

    private static IEnumerable<HttpTriggerAttribute> Triggers() => typeof(QueueNames).Assembly.GetTypes()
        .SelectMany(static type => type.GetMethods())
        .SelectMany(static method => method.GetParameters())
        .Select(static parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>())
        .OfType<HttpTriggerAttribute>();
}
