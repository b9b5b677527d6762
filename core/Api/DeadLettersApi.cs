using System.Text.Json;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;

namespace OrderRelay.Core.Api;

/// <summary>The desk's routes.</summary>
public sealed class DeadLettersApi(IDeadLetterStore letters, DeadLetterDesk desk)
{
    private const int MaxReasonLength = 500;

    /// <summary><c>GET /api/dead-letters</c>: newest first.</summary>
    public async ValueTask<ApiAnswer> ListAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var filter = FilterOf(request, request.LetterStatus());
        var limit = request.Limit();
        if (request.Mistakes is { } mistakes)
        {
            return mistakes;
        }

        try
        {
            var page = await letters.ListAsync(filter, request.Text("cursor"), limit, cancellationToken);
            return ApiAnswer.Json(
                200,
                new DeadLetterListView([.. page.Letters.Select(static letter => DeadLetterView.Of(letter, withBody: false))], page.Cursor),
                ApiJson.Default.DeadLetterListView);
        }
        catch (InvalidCursorException exception)
        {
            return Problems.InvalidCursor(exception);
        }
    }

    /// <summary><c>GET /api/dead-letters/{id}</c>: with its body.</summary>
    public async ValueTask<ApiAnswer> GetAsync(string id, CancellationToken cancellationToken)
        => await letters.GetAsync(id, cancellationToken) is { } letter
            ? ApiAnswer.Json(200, DeadLetterView.Of(letter, withBody: true), ApiJson.Default.DeadLetterView)
            : Problems.NoSuchLetter();

    /// <summary><c>POST …/{id}/replay</c>: 202 with the letter, which says later how the replay ended.</summary>
    public async ValueTask<ApiAnswer> ReplayAsync(string id, ApiRequest request, CancellationToken cancellationToken)
    {
        var withoutNotifications = request.Flag("withoutNotifications");
        if (request.Mistakes is { } mistakes)
        {
            return mistakes;
        }

        var result = await desk.ReplayAsync(id, withoutNotifications, cancellationToken);
        return await AnswerAsync(result, 202, id, cancellationToken);
    }

    /// <summary><c>POST /api/dead-letters/replay</c>: replays open letters by filter, a page per request.</summary>
    public async ValueTask<ApiAnswer> ReplayManyAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var filter = FilterOf(request, DeadLetterStatus.Open);
        var withoutNotifications = request.Flag("withoutNotifications");
        var limit = request.Limit();
        if (request.Mistakes is { } mistakes)
        {
            return mistakes;
        }

        try
        {
            var page = await letters.ListAsync(filter, request.Text("cursor"), limit, cancellationToken);
            int replayed = 0, skipped = 0;
            foreach (var letter in page.Letters)
            {
                if (await desk.ReplayAsync(letter.Id, withoutNotifications, cancellationToken) is DeskResult.Done)
                {
                    replayed++;
                }
                else
                {
                    skipped++;
                }
            }

            return ApiAnswer.Json(202, new ReplayManyView(replayed, skipped, page.Cursor), ApiJson.Default.ReplayManyView);
        }
        catch (InvalidCursorException exception)
        {
            return Problems.InvalidCursor(exception);
        }
    }

    /// <summary><c>POST …/{id}/discard</c> with <c>{"reason": "…"}</c>.</summary>
    public async ValueTask<ApiAnswer> DiscardAsync(string id, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        if (ReasonOf(body) is not { } reason)
        {
            return ApiAnswer.Problem(
                400, "reason-required", "A reason is required", $"Send {{\"reason\": \"…\"}} with 1 to {MaxReasonLength} characters that say why the letter is not needed.");
        }

        var result = await desk.DiscardAsync(id, reason, cancellationToken);
        return await AnswerAsync(result, 200, id, cancellationToken);
    }

    private static DeadLetterFilter FilterOf(ApiRequest request, DeadLetterStatus? status) => new()
    {
        Reason = request.Reason(),
        Provider = request.Text("provider"),
        Status = status,
        Since = request.Since(),
    };

    private static string? ReasonOf(ReadOnlyMemory<byte> body)
    {
        try
        {
            var reason = JsonSerializer.Deserialize(body.Span, ApiJson.Default.DiscardRequest)?.Reason?.Trim();
            return reason is { Length: > 0 and <= MaxReasonLength } ? reason : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async ValueTask<ApiAnswer> AnswerAsync(DeskResult result, int done, string id, CancellationToken cancellationToken) => result switch
    {
        DeskResult.Done when await letters.GetAsync(id, cancellationToken) is { } letter
            => ApiAnswer.Json(done, DeadLetterView.Of(letter, withBody: false), ApiJson.Default.DeadLetterView),
        DeskResult.AlreadySettled => ApiAnswer.Problem(
            409, "already-settled", "The letter is settled", "It was resolved or discarded, here or by someone else. Its status says which."),
        DeskResult.BodyErased => ApiAnswer.Problem(
            409, "body-gone", "The body is gone", "It was erased with its order's personal data, so there is nothing to replay."),
        DeskResult.NotReplayable => ApiAnswer.Problem(
            409, "not-replayable", "The letter cannot be replayed as it is", "Its body is not JSON, or its provider is not built in. Send a mended copy as a webhook, then discard this one."),
        _ => Problems.NoSuchLetter(),
    };
}
