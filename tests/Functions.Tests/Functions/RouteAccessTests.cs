using System.Reflection;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using OrderRelay.Functions.ServiceBus;

namespace OrderRelay.Functions.Tests.Functions;

public sealed class RouteAccessTests
{
    [Fact]
    public void Only_providers_probes_the_description_and_the_board_come_in_without_a_function_key()
        => Assert.Equal(
            ["api/health", "api/health/ready", "api/webhooks/{provider}", "board/{*path}", "openapi/v1.json", "{nothing:maxlength(0)?}"],
            AnonymousRoutes().Order(StringComparer.Ordinal));

    /// <summary>The worker puts a slash before each route and gives up on all of them over one that it cannot read.</summary>
    [Fact]
    public void Every_route_is_one_that_the_worker_can_read()
        => Assert.All(TriggerRoutes.All, static route => Assert.Equal("/" + route.Template.TemplateText, RoutePatternFactory.Parse("/" + route.Template.TemplateText).RawText));

    private static IEnumerable<string?> AnonymousRoutes() => typeof(QueueNames).Assembly.GetTypes()
        .SelectMany(static type => type.GetMethods())
        .SelectMany(static method => method.GetParameters())
        .Select(static parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>())
        .Where(static trigger => trigger?.AuthLevel is AuthorizationLevel.Anonymous)
        .Select(static trigger => trigger!.Route);
}
