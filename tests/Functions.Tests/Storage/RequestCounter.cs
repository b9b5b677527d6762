using System.Collections.Concurrent;
using Azure.Core;
using Azure.Core.Pipeline;

namespace OrderRelay.Functions.Tests.Storage;

/// <summary>Remembers every request: a transaction as <c>POST $batch table</c>, others as <c>METHOD table</c>.</summary>
internal sealed class RequestCounter : HttpPipelinePolicy
{
    private readonly ConcurrentQueue<string> requests = new();

    /// <summary>Runs before each request; a test puts a fault or a rival's write here.</summary>
    public Func<string, Task> Before { get; set; } = static _ => Task.CompletedTask;

    public IReadOnlyList<string> All => [.. requests];

    public int Count(string method, string table)
        => requests.Count(request => request.StartsWith(method, StringComparison.Ordinal) && request.EndsWith(table, StringComparison.Ordinal));

    public void Reset() => requests.Clear();

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        => throw new NotSupportedException("the adapters ask asynchronously");

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var request = await NameAsync(message.Request);
        requests.Enqueue(request);
        await Before(request);
        await ProcessNextAsync(message, pipeline);
    }

    private static async Task<string> NameAsync(Request request)
    {
        var path = request.Uri.ToUri().Segments[2].Split('(')[0].TrimEnd('/');
        if (path != "$batch")
        {
            return $"{request.Method} {path}";
        }

        using var body = new MemoryStream();
        await request.Content!.WriteToAsync(body, CancellationToken.None);
        var text = System.Text.Encoding.UTF8.GetString(body.ToArray());
        var start = text.IndexOf("devstoreaccount1/", StringComparison.Ordinal) + "devstoreaccount1/".Length;
        var end = text.IndexOfAny(['(', ' '], start);
        return $"POST $batch {text[start..end]}";
    }
}
