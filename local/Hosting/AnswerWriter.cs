using OrderRelay.Core.Api;

namespace OrderRelay.Local.Hosting;

/// <summary>Writes an answer out as it is.</summary>
internal static class AnswerWriter
{
    public static ValueTask WriteAsync(this HttpResponse response, ApiAnswer answer)
    {
        response.StatusCode = answer.Status;
        foreach (var (name, value) in SecurityHeaders.Of(answer))
        {
            response.Headers[name] = value;
        }

        foreach (var (name, value) in answer.Headers)
        {
            response.Headers[name] = value;
        }

        response.ContentType = answer.ContentType;
        response.ContentLength = answer.ContentType is null ? null : answer.Body.Length;
        return answer.Body.IsEmpty ? ValueTask.CompletedTask : Flush(response, answer.Body);
    }

    private static async ValueTask Flush(HttpResponse response, ReadOnlyMemory<byte> body)
        => await response.BodyWriter.WriteAsync(body, CancellationToken.None);
}
