using System.Text.Json.Nodes;

namespace OrderRelay.Local.Tests.Live;

/// <summary>A client of <c>/api/stream</c>.</summary>
internal sealed class EventStream : IAsyncDisposable
{
    /// <summary>A stream never falls silent by itself: what does not come must end a test all the same.</summary>
    private readonly CancellationTokenSource bound = new(TimeSpan.FromSeconds(60));

    private readonly HttpClient http;
    private readonly HttpResponseMessage answer;
    private readonly StreamReader lines;

    private EventStream(HttpClient http, HttpResponseMessage answer, Stream stream)
    {
        this.http = http;
        this.answer = answer;
        lines = new(stream);
    }

    public HttpResponseMessage Answer => answer;

    public static async Task<EventStream> OpenAsync(Uri url, string query = "")
    {
        var http = new HttpClient { BaseAddress = url };
        var answer = await http.GetAsync(new Uri("/api/stream" + query, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal((200, "text/event-stream"), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.ToString()));
        var stream = new EventStream(http, answer, await answer.Content.ReadAsStreamAsync());
        Assert.Equal(": watching", await stream.LineAsync());
        return stream;
    }

    /// <summary>The next record of this name; others are passed over.</summary>
    public async Task<JsonNode> NextAsync(string name)
    {
        while (true)
        {
            var (next, data) = await NextAsync();
            if (next == name)
            {
                return data;
            }
        }
    }

    /// <summary>The next record.</summary>
    public async Task<(string Name, JsonNode Data)> NextAsync()
    {
        while (true)
        {
            var line = await LineAsync();
            Assert.True(line is not null, "the stream ended");
            if (line.StartsWith("event: ", StringComparison.Ordinal))
            {
                var data = await LineAsync();
                Assert.StartsWith("data: ", data, StringComparison.Ordinal);
                Assert.Equal("", await LineAsync());
                return (line["event: ".Length..], JsonNode.Parse(data!["data: ".Length..])!);
            }
        }
    }

    /// <summary>The next line; null at the stream's end.</summary>
    public async Task<string?> LineAsync() => await lines.ReadLineAsync(bound.Token);

    public async Task ReadToEndAsync() => await lines.ReadToEndAsync(bound.Token);

    public ValueTask DisposeAsync()
    {
        lines.Dispose();
        bound.Dispose();
        answer.Dispose();
        http.Dispose();
        return ValueTask.CompletedTask;
    }
}
