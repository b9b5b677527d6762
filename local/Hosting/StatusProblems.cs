using OrderRelay.Core.Api;

namespace OrderRelay.Local.Hosting;

/// <summary>Gives the framework's own bare status codes (no route, wrong method) the body that every error here has.</summary>
internal static class StatusProblems
{
    public static Task WriteAsync(HttpContext context) => context.Response.WriteAsync(context.Response.StatusCode switch
    {
        StatusCodes.Status405MethodNotAllowed => Problems.MethodNotAllowed(context.Response.Headers.Allow.ToString()),
        StatusCodes.Status404NotFound => Problems.NoSuchRoute(),
        var status => ApiAnswer.Problem(status, "refused", "The request was refused", "GET /openapi/v1.json lists what every route takes."),
    }).AsTask();
}
