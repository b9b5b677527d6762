using System.Net;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace OrderRelay.Local.Cli.Tail;

/// <summary>Prints a relay's events as they are projected, and comes back when the connection is lost.</summary>
/// <param name="relay">The relay.</param>
/// <param name="screen">Takes each event.</param>
/// <param name="error">For what is not an event.</param>
/// <param name="time">Keeps the pauses.</param>
internal sealed class TailVerb(RelayClient relay, ITailScreen screen, TextWriter error, TimeProvider time)
{
    private const string Path = "api/stream";

    /// <summary>Three of the relay's signs of life.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(45);

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    /// <param name="filter">The query, without <c>events=true</c>; empty for everything.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>0 when it was ended; it does not end by itself but for a refusal.</returns>
    public async Task<int> RunAsync(string filter, CancellationToken cancellationToken)
    {
        var pause = TimeSpan.FromSeconds(1);
        var connected = false;
        try
        {
            while (true)
            {
                string lost;
                try
                {
                    using var response = await relay.OpenAsync($"{Path}?events=true{filter}", cancellationToken);
                    await error.WriteLineAsync(connected ? "orderrelay: connected again; what happened in between is not shown" : "orderrelay: connected; Ctrl+C ends it");
                    connected = true;
                    pause = TimeSpan.FromSeconds(1);
                    lost = await FollowAsync(response, cancellationToken);
                }
                catch (HttpRequestException exception) when (exception.StatusCode is { } status && !IsPassing(status))
                {
                    await error.WriteLineAsync($"orderrelay: {WordsOf(exception, status)}");
                    return ExitCodes.Failed;
                }
                catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
                {
                    lost = exception is TaskCanceledException ? "no answer in time" : exception.Message;
                }

                await error.WriteLineAsync(FormattableString.Invariant($"orderrelay: {lost}; trying again in {pause.TotalSeconds} s"));
                await Task.Delay(pause, time, cancellationToken);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCodes.Ok;
        }
    }

    private static bool IsPassing(HttpStatusCode status) => status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)status >= 500;

    private static string WordsOf(HttpRequestException exception, HttpStatusCode status) => status switch
    {
        HttpStatusCode.NotFound => "This relay has no live events: the Azure host has none, and an older one neither. Use 'orderrelay stats --watch' there.",
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => $"{exception.Message} Give --key, or set {OperatorOptions.KeyVariable}.",
        _ => exception.Message,
    };

    /// <returns>How the connection was lost.</returns>
    private async Task<string> FollowAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var lost = new Lost();
        await foreach (var item in ReadAsync(response, lost, cancellationToken))
        {
            try
            {
                if (item.EventType == "event")
                {
                    screen.Show(item.Data);
                }
                else if (item.EventType == "gap")
                {
                    var gap = JsonSerializer.Deserialize(item.Data, LiveJson.Default.LiveGap)!;
                    await error.WriteLineAsync(FormattableString.Invariant($"orderrelay: {gap.Dropped} records were dropped, because this end was too slow"));
                }
            }
            catch (JsonException)
            {
                await error.WriteLineAsync("orderrelay: the relay sent a record that this version cannot read; it is left out");
            }
        }

        return lost.Why;
    }

    /// <summary>Reads until the connection is lost, so that a failure to print is not taken for it.</summary>
    private async IAsyncEnumerable<SseItem<string>> ReadAsync(HttpResponseMessage response, Lost lost, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var stream = new LivelyStream(await response.Content.ReadAsStreamAsync(cancellationToken), Silence, time);
        await using var items = SseParser.Create(stream).EnumerateAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            try
            {
                if (!await items.MoveNextAsync())
                {
                    yield break;
                }
            }
            catch (Exception exception) when (exception is IOException or HttpRequestException)
            {
                lost.Why = $"the connection is lost: {exception.Message}";
                yield break;
            }

            yield return items.Current;
        }
    }

    private sealed class Lost
    {
        public string Why { get; set; } = "the relay closed the connection";
    }
}
