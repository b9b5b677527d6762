using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;

namespace OrderRelay.Functions.Tests.Functions;

/// <summary>HTTP requests as the host hands them on, and answers as a client reads them.</summary>
internal static class Calls
{
    public static HttpRequest Request(string target, string method = "GET", byte[]? body = null)
    {
        var context = new DefaultHttpContext();
        context.Request.Method = method;
        context.Request.Path = target.Split('?')[0];
        context.Request.QueryString = target.IndexOf('?', StringComparison.Ordinal) is var query and >= 0 ? new(target[query..]) : default;
        context.Request.Body = new MemoryStream(body ?? []);
        context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = target;
        return context.Request;
    }

    public static async Task<(int Status, byte[] Body)> AnswerAsync(IActionResult result)
    {
        var context = new DefaultHttpContext();
        using var body = new MemoryStream();
        context.Response.Body = body;
        await result.ExecuteResultAsync(new ActionContext { HttpContext = context });
        return (context.Response.StatusCode, body.ToArray());
    }

    public static JsonElement Json(byte[] body) => JsonDocument.Parse(body).RootElement;
}
