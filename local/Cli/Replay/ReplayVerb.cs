using System.Text.Json;
using OrderRelay.Core.Providers;

namespace OrderRelay.Local.Cli.Replay;

/// <summary>Sends a recording to a relay, in its order and one at a time, and sums up the answers.</summary>
/// <param name="output">What was not accepted, then the sum; every webhook with <c>--json</c>.</param>
/// <param name="standardInput">What <c>-</c> reads.</param>
/// <param name="time">Keeps the rate.</param>
internal sealed class ReplayVerb(TextWriter output, Stream standardInput, TimeProvider time)
{
    private const int MaxTries = 5;

    /// <returns>0 when there was something to send and all of it was accepted.</returns>
    public async Task<int> RunAsync(ReplayOptions options, CancellationToken cancellationToken)
    {
        using var relay = RelayClient.For(options.Send.Url);
        var sender = new WebhookSender(relay, options.Send);
        var summary = new ReplaySummary { DryRun = options.DryRun };
        var started = time.GetTimestamp();
        var code = ExitCodes.Ok;
        try
        {
            await foreach (var webhook in new RecordingReader(options, standardInput).ReadAsync(cancellationToken))
            {
                if (webhook.IsSomethingElse)
                {
                    summary.Skipped++;
                    continue;
                }

                await KeepRateAsync(options, started, summary.Statuses.Values.Sum(), cancellationToken);
                var sent = await SendAsync(sender, options, webhook, cancellationToken);
                code = Math.Max(code, await TellAsync(options, summary, sent));
                if (sent.EndsAll)
                {
                    summary.Stopped = true;
                    break;
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            summary.Stopped = true;
            code = ExitCodes.Failed;
        }

        summary.Seconds = Math.Round(time.GetElapsedTime(started).TotalSeconds, 3);
        await output.WriteLineAsync(options.Send.Json ? JsonSerializer.Serialize(new(summary), ReplayJson.Default.ReplaySummaryLine) : summary.ToString());
        if (summary.Webhooks == 0 && !summary.Stopped)
        {
            await output.WriteLineAsync(options.Send.Json ? "" : "There is no webhook in it. A HAR needs POST requests to a path that ends in /webhooks/PROVIDER, or --provider.");
            return ExitCodes.Failed;
        }

        return code;
    }

    private async Task<int> TellAsync(ReplayOptions options, ReplaySummary summary, SentFile sent)
    {
        summary.Count(sent);
        var good = sent.IsAccepted || (options.DryRun && sent.Problem is null);
        summary.NotSent += sent.Status is null && !good ? 1 : 0;
        if (options.Send.Json)
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(sent, SentFileJson.Default.SentFile));
        }
        else if (!good)
        {
            await output.WriteLineAsync(sent.ToString());
        }

        return good ? ExitCodes.Ok : sent.ExitCode;
    }

    private async Task<SentFile> SendAsync(WebhookSender sender, ReplayOptions options, RecordedWebhook webhook, CancellationToken cancellationToken)
    {
        if ((webhook.Problem ?? ProblemOf(webhook.Body)) is { } problem)
        {
            return SentFile.Failed(webhook.Name, options.Send.Provider ?? webhook.Provider, problem);
        }

        if ((options.Send.Provider ?? webhook.Provider ?? ProviderGuess.Of(webhook.Body)) is not { } provider)
        {
            return SentFile.Failed(webhook.Name, null, $"Its body does not tell whose it is. Say it with --provider, one of: {Names()}.");
        }

        if (options.DryRun)
        {
            return new(webhook.Name, provider, null, null, null);
        }

        for (var attempt = 1; ; attempt++)
        {
            var sent = await sender.SendAsync(webhook.Name, provider, webhook.Credential, webhook.Body, cancellationToken);
            if (sent.Status is not (429 or 503) || attempt == MaxTries)
            {
                return sent;
            }

            // The relay asks to wait: it could store nothing.
            await Task.Delay(TimeSpan.FromSeconds(1 << attempt), time, cancellationToken);
        }
    }

    private async Task KeepRateAsync(ReplayOptions options, long started, long sent, CancellationToken cancellationToken)
    {
        if (options.Rate is { } rate && TimeSpan.FromSeconds(sent / rate) - time.GetElapsedTime(started) is { Ticks: > 0 } early)
        {
            await Task.Delay(early, time, cancellationToken);
        }
    }

    private static string? ProblemOf(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return null;
        }
        catch (JsonException exception)
        {
            return FormattableString.Invariant($"It is no JSON (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}). One body of many lines takes --format body; 'orderrelay send' sends anything.");
        }
    }

    private static string Names() => string.Join(", ", ProviderCatalog.Default.All.Select(static provider => provider.Name));
}
