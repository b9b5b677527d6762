using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace OrderRelay.Functions.Http;

/// <summary>Reads a request's body whole, up to a limit.</summary>
internal static class RequestBody
{
    /// <returns>The bytes; null when there are more than <paramref name="limit"/>.</returns>
    /// <exception cref="BadHttpRequestException">The client broke off or misframed the body.</exception>
    public static async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        if (request.ContentLength > limit)
        {
            return null;
        }

        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancellationToken);
            if (read.Buffer.Length > limit || read.IsCompleted)
            {
                var body = read.Buffer.Length > limit ? default(ReadOnlyMemory<byte>?) : read.Buffer.ToArray();
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return body;
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
