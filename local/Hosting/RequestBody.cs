using System.Buffers;
using System.IO.Pipelines;

namespace OrderRelay.Local.Hosting;

/// <summary>Reads a request's body whole, up to a limit.</summary>
internal static class RequestBody
{
    /// <summary>Lends a body that came in one packet with its head, as most do, from the buffer of its connection.</summary>
    /// <returns>False when there is more to read, or too much: then nothing was taken, and <see cref="ReadAsync"/> has all of it.</returns>
    public static bool TryBorrow(HttpRequest request, int limit, out BorrowedBody body)
    {
        body = default;
        var reader = request.BodyReader;
        if (request.ContentLength is not { } length || length > limit || !reader.TryRead(out var read))
        {
            return false;
        }

        if (!read.IsCompleted || !read.Buffer.IsSingleSegment)
        {
            reader.AdvanceTo(read.Buffer.Start, read.IsCompleted ? read.Buffer.Start : read.Buffer.End);
            return false;
        }

        body = new(reader, read.Buffer);
        return true;
    }

    /// <returns>The bytes; null when there are more than <paramref name="limit"/>.</returns>
    /// <exception cref="BadHttpRequestException">The client broke off or misframed the body.</exception>
    public static ValueTask<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, int limit, CancellationToken cancellationToken)
        => request.ContentLength > limit ? default : ReadOnAsync(request.BodyReader, limit, cancellationToken);

    private static async ValueTask<ReadOnlyMemory<byte>?> ReadOnAsync(PipeReader reader, int limit, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await ReadSomeAsync(reader, cancellationToken);
            var buffer = read.Buffer;
            if (buffer.Length > limit)
            {
                reader.AdvanceTo(buffer.End);
                return null;
            }

            if (read.IsCompleted)
            {
                return Take(reader, buffer);
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    private static ReadOnlyMemory<byte> Take(PipeReader reader, in ReadOnlySequence<byte> buffer)
    {
        var body = buffer.ToArray();
        reader.AdvanceTo(buffer.End);
        return body;
    }

    /// <summary>Of a chunk's size that is no number, and of a client that broke off, the server says so in an exception of no kind of
    /// its own: whatever it cannot read is the client's mistake.</summary>
    private static async ValueTask<ReadResult> ReadSomeAsync(PipeReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadAsync(cancellationToken);
        }
        catch (IOException exception) when (exception is not BadHttpRequestException)
        {
            throw new BadHttpRequestException("The body is malformed or was cut off.", exception);
        }
    }
}
