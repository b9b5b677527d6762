using Microsoft.AspNetCore.Mvc;
using OrderRelay.Core.Api;

namespace OrderRelay.Functions.Http;

/// <summary>Writes an answer of the pipeline out as it is.</summary>
public sealed class AnswerResult(ApiAnswer answer) : IActionResult
{
    public ApiAnswer Answer { get; } = answer;

    public async Task ExecuteResultAsync(ActionContext context)
    {
        var response = context.HttpContext.Response;
        response.StatusCode = Answer.Status;
        foreach (var (name, value) in SecurityHeaders.Of(Answer))
        {
            response.Headers[name] = value;
        }

        foreach (var (name, value) in Answer.Headers)
        {
            response.Headers[name] = value;
        }

        response.ContentType = Answer.ContentType;
        response.ContentLength = Answer.ContentType is null ? null : Answer.Body.Length;
        await response.Body.WriteAsync(Answer.Body, context.HttpContext.RequestAborted);
    }
}
