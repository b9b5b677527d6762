using OrderRelay.Core.Api;
using OrderRelay.Core.Ports;

namespace OrderRelay.Local.Hosting;

/// <summary>The edge: whatever was not foreseen, and the framework's own bare status codes, become a problem that says what to do.</summary>
internal sealed class ErrorBoundary(ILogger<ErrorBoundary> logger)
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
            if (context.Response is { StatusCode: >= 400, HasStarted: false, ContentType: null })
            {
                await context.Response.WriteAsync(StatusProblems.Of(context.Response));
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Abort();
        }
        catch (BadHttpRequestException exception)
        {
            await AnswerAsync(context, ApiAnswer.Problem(exception.StatusCode, "bad-request", "The request is malformed", exception.Message));
        }
        catch (Exception exception) when (exception is StoreUnavailableException or QueueUnavailableException)
        {
            logger.Unavailable(exception);
            await AnswerAsync(context, Problems.Unavailable());
        }
#pragma warning disable CA1031 // The edge of the host: an unforeseen exception must still become an answer.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            logger.Unexpected(exception);
            await AnswerAsync(context, Problems.Unexpected());
        }
    }

    private static async Task AnswerAsync(HttpContext context, ApiAnswer answer)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        context.Response.Clear();
        await context.Response.WriteAsync(answer);
    }
}
