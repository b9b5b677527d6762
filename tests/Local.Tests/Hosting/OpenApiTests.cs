using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace OrderRelay.Local.Tests.Hosting;

public sealed class OpenApiTests
{
    /// <summary>Not part of the API that the document describes: the document itself, and the board for browsers.</summary>
    private static readonly string[] Beside = ["GET /openapi/v1.json", "GET /", "GET /board/{**path}"];

    [Fact]
    public async Task Every_documented_route_exists_and_every_route_is_documented()
    {
        await using var relay = await RelayUnderTest.StartAsync();
        var routes = relay.Host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(static endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
                .Select(method => $"{method} {endpoint.RoutePattern.RawText}"))
            .Except(Beside)
            .Order(StringComparer.Ordinal);
        var documented = DocumentedAnswers.Document["paths"]!.AsObject()
            .SelectMany(static path => path.Value!.AsObject().Select(operation => $"{operation.Key.ToUpperInvariant()} {path.Key}"))
            .Order(StringComparer.Ordinal);
        Assert.Equal(documented, routes);
    }

    [Fact]
    public async Task Host_serves_the_document_byte_for_byte()
    {
        await using var relay = await RelayUnderTest.StartAsync();
        var served = await relay.Http.GetByteArrayAsync(new Uri("/openapi/v1.json", UriKind.Relative));
        Assert.Equal(Core.Api.OpenApiDocument.Answer.Body.ToArray(), served);
    }
}
