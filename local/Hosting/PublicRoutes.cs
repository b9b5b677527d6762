using OrderRelay.Core.Api;

namespace OrderRelay.Local.Hosting;

/// <summary>The routes that need no operator key: health and the API's description.</summary>
internal static class PublicRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/health", static context => context.Response.WriteAsync(HealthApi.Live()).AsTask());
        routes.MapGet("/api/health/ready", static async context =>
            await context.Response.WriteAsync(await context.RequestServices.GetRequiredService<HealthApi>().ReadyAsync(context.RequestAborted)));
        routes.MapGet("/openapi/v1.json", static context => context.Response.WriteAsync(OpenApiDocument.Answer).AsTask());
        routes.MapGet("/", static context => context.Response.WriteAsync(FrontPage.Answer).AsTask());
    }
}
