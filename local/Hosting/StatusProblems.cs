using OrderRelay.Core.Api;

namespace OrderRelay.Local.Hosting;

/// <summary>Gives the framework's own bare status codes (no route, wrong method) the body that every error here has.</summary>
internal static class StatusProblems
{
    public static ApiAnswer Of(HttpResponse response) => response.StatusCode switch
    {
        StatusCodes.Status405MethodNotAllowed => Problems.MethodNotAllowed(response.Headers.Allow.ToString()),
        StatusCodes.Status404NotFound => Problems.NoSuchRoute(),
        var status => ApiAnswer.Problem(status, "refused", "The request was refused", "GET /openapi/v1.json lists what every route takes."),
    };
}
