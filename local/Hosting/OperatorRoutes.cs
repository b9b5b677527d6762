using OrderRelay.Core.Api;
using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;
using OrderRelay.Local.Live;

namespace OrderRelay.Local.Hosting;

/// <summary>The routes of people and their tools.</summary>
internal static class OperatorRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        MapOrders(routes);
        MapLetters(routes);
        MapJobs(routes);
        MapNotifications(routes);
        routes.MapGet("/api/stream", static context => Service<StreamRoute>(context).StreamAsync(context));
        routes.MapGet("/api/audit", Answer(static (context, request) => Service<AuditApi>(context).ListAsync(request, context.RequestAborted)));
        routes.MapGet("/api/stats", Answer(static (context, _) => Service<StatsApi>(context).GetAsync(context.RequestAborted)));
        routes.MapGet("/api/stats/history", Answer(static (context, _) => ValueTask.FromResult(Service<StatsApi>(context).History())));
    }

    private static void MapOrders(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/orders", Answer(static (context, request) => Orders(context).ListAsync(request, context.RequestAborted)));
        routes.MapGet("/api/orders/by-reference/{provider}/{reference}", Answer(static (context, _) =>
            Orders(context).ByReferenceAsync(Segment(context, 3), Segment(context, 4), context.RequestAborted)));
        routes.MapGet("/api/orders/{provider}/{orderId}", Answer(static (context, _) => Orders(context).GetAsync(Key(context), context.RequestAborted)));
        routes.MapGet("/api/orders/{provider}/{orderId}/events", Answer(static (context, _) => Orders(context).EventsAsync(Key(context), context.RequestAborted)));
        routes.MapGet("/api/orders/{provider}/{orderId}/events/{eventId}/raw", Answer(static (context, _) =>
            Orders(context).RawAsync(Key(context), Segment(context, 5), context.RequestAborted)));
        routes.MapDelete("/api/orders/{provider}/{orderId}/personal-data", Answer(static (context, request) =>
            Orders(context).EraseAsync(Key(context), request, context.RequestAborted)));
    }

    private static void MapLetters(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/dead-letters", Answer(static (context, request) => Letters(context).ListAsync(request, context.RequestAborted)));
        routes.MapGet("/api/dead-letters/groups", Answer(static (context, request) => Letters(context).GroupsAsync(request, context.RequestAborted)));
        routes.MapGet("/api/dead-letters/{id}", Answer(static (context, _) => Letters(context).GetAsync(Segment(context, 2), context.RequestAborted)));
        routes.MapPost("/api/dead-letters/{id}/replay", Answer(static (context, request) =>
            Letters(context).ReplayAsync(Segment(context, 2), request, context.RequestAborted)));
        routes.MapPost("/api/dead-letters/{id}/release", Answer(static (context, request) =>
            Letters(context).ReleaseAsync(Segment(context, 2), request, context.RequestAborted)));
        routes.MapPut("/api/dead-letters/{id}/body", Answer(EditAsync));
        routes.MapPost("/api/dead-letters/{id}/discard", Answer(DiscardAsync));
    }

    private static void MapJobs(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/dead-letters/replay", Answer(static (context, request) =>
            StartAsync(context, Service<ReplaysApi>(context).StartAsync(request, context.RequestAborted))));
        routes.MapGet("/api/replays", Answer(static (context, _) => Service<ReplaysApi>(context).ListAsync(context.RequestAborted)));
        routes.MapGet("/api/replays/{id}", Answer(static (context, _) => Service<ReplaysApi>(context).GetAsync(Segment(context, 2), context.RequestAborted)));
        routes.MapPost("/api/reproject", Answer(static (context, request) =>
            StartAsync(context, Service<ReprojectApi>(context).StartAsync(request, context.RequestAborted))));
        routes.MapGet("/api/reprojections", Answer(static (context, _) => Service<ReprojectApi>(context).ListAsync(context.RequestAborted)));
        routes.MapGet("/api/reprojections/{id}", Answer(static (context, _) =>
            Service<ReprojectApi>(context).GetAsync(Segment(context, 2), context.RequestAborted)));
    }

    private static void MapNotifications(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/notifications", Answer(static (context, request) => Notifications(context).ListAsync(request, context.RequestAborted)));
        routes.MapGet("/api/notifications/channels", Answer(static (context, _) => Notifications(context).ChannelsAsync(context.RequestAborted)));
        routes.MapPost("/api/notifications/channels/{name}/enable", Answer(static (context, _) =>
            Notifications(context).EnableAsync(Segment(context, 3), context.RequestAborted)));
    }

    /// <summary>The request as the API reads it.</summary>
    public static ApiRequest Api(this HttpContext context)
        => new(name => context.Request.Query.TryGetValue(name, out var values) ? values.ToString() : null, OperatorAccess.NameOf(context));

    private static RequestDelegate Answer(Func<HttpContext, ApiRequest, ValueTask<ApiAnswer>> handle) => async context =>
    {
        var answer = await handle(context, context.Api());
        await context.Response.WriteAsync(HttpMethods.IsGet(context.Request.Method) ? context.Request.Tagged(answer) : answer);
    };

    /// <summary>Wakes whoever carries jobs out.</summary>
    private static async ValueTask<ApiAnswer> StartAsync(HttpContext context, ValueTask<ApiAnswer> starting)
    {
        var answer = await starting;
        Service<JobSignal>(context).Raise();
        return answer;
    }

    private static async ValueTask<ApiAnswer> DiscardAsync(HttpContext context, ApiRequest request)
    {
        const int MaxBytes = 64 * 1024;
        var body = await RequestBody.ReadAsync(context.Request, MaxBytes, context.RequestAborted) ?? default;
        return await Letters(context).DiscardAsync(Segment(context, 2), body, request, context.RequestAborted);
    }

    private static async ValueTask<ApiAnswer> EditAsync(HttpContext context, ApiRequest request)
    {
        var body = await RequestBody.ReadAsync(context.Request, ReceiveWebhook.MaxBodyBytes, context.RequestAborted);
        return await Letters(context).EditAsync(Segment(context, 2), body, request, context.RequestAborted);
    }

    private static OrdersApi Orders(HttpContext context) => Service<OrdersApi>(context);

    private static DeadLettersApi Letters(HttpContext context) => Service<DeadLettersApi>(context);

    private static NotificationsApi Notifications(HttpContext context) => Service<NotificationsApi>(context);

    private static T Service<T>(HttpContext context)
        where T : notnull
        => context.RequestServices.GetRequiredService<T>();

    private static OrderKey Key(HttpContext context) => new(Segment(context, 2), Segment(context, 3));

    /// <summary>
    /// A segment of the path as the client wrote it, unescaped once and wholly. Route values leave an escaped slash as it
    /// is, and an order id may hold one.
    /// </summary>
    private static string Segment(HttpContext context, int index)
    {
        var path = RequestPath.Of(context).AsSpan();
        foreach (var range in path.Split('/'))
        {
            if (index-- < 0)
            {
                return Uri.UnescapeDataString(path[range]);
            }
        }

        return "";
    }
}
