using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;
using OrderRelay.Core.Api;
using OrderRelay.Core.Ports;

namespace OrderRelay.Functions.Http;

/// <summary>
/// The edge of every HTTP function: whatever was not foreseen becomes a problem that says what to do. A function that
/// throws may otherwise answer 200 with nothing in it.
/// </summary>
public sealed class ApiEdge(OperatorNames operators, ILogger<ApiEdge> logger)
{
    public async Task<IActionResult> AnswerAsync(HttpRequest request, Func<ApiRequest, CancellationToken, ValueTask<ApiAnswer>> handle)
    {
        try
        {
            var query = new ApiRequest(name => request.Query.TryGetValue(name, out var values) ? values.ToString() : null, operators.Of(request));
            var answer = await handle(query, request.HttpContext.RequestAborted);
            return new AnswerResult(HttpMethods.IsGet(request.Method) ? answer.Tagged(request.Headers.IfNoneMatch is { Count: > 0 } sent ? sent.ToString() : null) : answer);
        }
        catch (BadHttpRequestException malformed)
        {
            return new AnswerResult(ApiAnswer.Problem(malformed.StatusCode, "bad-request", "The request is malformed", malformed.Message));
        }
        catch (Exception fault) when (fault is StoreUnavailableException or QueueUnavailableException)
        {
            logger.Unavailable(fault);
            return new AnswerResult(Problems.Unavailable());
        }
#pragma warning disable CA1031 // The edge of the host: an unforeseen exception must still become an answer.
        catch (Exception fault) when (!request.HttpContext.RequestAborted.IsCancellationRequested)
#pragma warning restore CA1031
        {
            logger.Unexpected(fault);
            return new AnswerResult(Problems.Unexpected());
        }
    }
}
