using OrderRelay.Core.Ports;
using OrderRelay.Core.Providers;

namespace OrderRelay.Core.Pipeline;

/// <summary>Says what letters would become if they were replayed now. Reads, and touches nothing.</summary>
public sealed class ReplayPreview(IDeadLetterStore letters, IOrderStore orders, ProviderCatalog providers, TimeProvider time)
{
    private const int PageSize = 200;
    private const int MaxLetters = 20_000;

    /// <param name="filter">Which letters.</param>
    /// <param name="release">Letters whose credential was wrong would be let in.</param>
    /// <param name="examples">How many letters to show one by one.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async ValueTask<ReplayForecast> ForecastAsync(DeadLetterFilter filter, bool release, int examples, CancellationToken cancellationToken)
    {
        var forecast = new ReplayForecast();
        string? cursor = null;
        do
        {
            var page = await letters.ListAsync(filter, cursor, PageSize, cancellationToken);
            foreach (var listed in page.Letters)
            {
                if (await letters.GetAsync(listed.Id, cancellationToken) is { } letter)
                {
                    forecast.Add(await OutlookAsync(letter, release, cancellationToken), examples);
                }
            }

            cursor = page.Cursor;
        }
        while (cursor is not null && forecast.Letters < MaxLetters);

        forecast.IsPartial = cursor is not null;
        return forecast;
    }

    private async ValueTask<LetterOutlook> OutlookAsync(DeadLetter letter, bool release, CancellationToken cancellationToken)
    {
        if (letter.Body is not { } body)
        {
            return LetterOutlook.Failing(letter, letter.Reason, "its body was erased with its order's personal data");
        }

        if (letter.Reason is DeadLetterReason.Unauthenticated && !release)
        {
            return LetterOutlook.Failing(letter, letter.Reason, "its credential was wrong: release it, should its sender be believed");
        }

        if (providers.Find(letter.Provider) is not { } provider)
        {
            return LetterOutlook.Failing(letter, DeadLetterReason.UnmappedProvider, $"no provider named '{letter.Provider}' is built in");
        }

        if (provider.Scan(body.Span).Status is ScanStatus.NotJson)
        {
            return LetterOutlook.Failing(letter, DeadLetterReason.NotJson, "the body is not JSON: mend it first");
        }

        var mapped = SafeMapping.Map(provider, body);
        return mapped.Event is not null
            ? await ProjectedAsync(letter, mapped, cancellationToken)
            : LetterOutlook.Failing(letter, mapped.Failure!.Value, mapped.FailureText!);
    }

    private async ValueTask<LetterOutlook> ProjectedAsync(DeadLetter letter, MappedEvent mapped, CancellationToken cancellationToken)
    {
        var key = mapped.Event!.Order;
        var stored = (await orders.LoadAsync([key], cancellationToken))[0];
        var rows = await orders.ReadEventsAsync(key, cancellationToken);
        var message = new QueueMessage
        {
            MessageId = letter.Id,
            Provider = letter.Provider,
            Subject = letter.EventName,
            Identity = mapped.Event.Identity,
            ReceivedAt = letter.ReceivedAt,
            Body = letter.Body!.Value,
        };
        var plan = ProjectionPlanner.Refold(stored, rows, [new Arriving(0, new ProjectionItem(message, 1), mapped)], time.GetUtcNow());
        return new(letter.Id, letter.Reason)
        {
            Order = key,
            Verdict = plan.Decided[0].Decision.Verdict,
            HeadlineBefore = stored?.State.Headline,
            HeadlineAfter = plan.Change?.State.Headline ?? stored?.State.Headline,
        };
    }
}
