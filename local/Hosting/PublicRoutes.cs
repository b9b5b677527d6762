using OrderRelay.Core.Api;
using OrderRelay.Core.Board;

namespace OrderRelay.Local.Hosting;

/// <summary>The routes that need no operator key: health, the API's description, and the board, which holds no data itself.</summary>
internal static class PublicRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/health", static context => AnswerAsync(context, HealthApi.Live()));
        routes.MapGet("/api/health/ready", static async context =>
            await AnswerAsync(context, await context.RequestServices.GetRequiredService<HealthApi>().ReadyAsync(context.RequestAborted)));
        routes.MapGet("/openapi/v1.json", static context => AnswerAsync(context, OpenApiDocument.Answer));
        routes.MapGet("/", BoardAsync);
        routes.MapGet("/board/{**path}", BoardAsync);
    }

    private static Task AnswerAsync(HttpContext context, ApiAnswer answer) => context.Response.WriteAsync(context.Request.Tagged(answer)).AsTask();

    private static Task BoardAsync(HttpContext context) => AnswerAsync(context, BoardFiles.Answer(RequestPath.Of(context)));
}
