using System.Text.Json;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;

namespace OrderRelay.Core.Api;

/// <summary>The desk's routes about letters one by one.</summary>
public sealed class DeadLettersApi(IDeadLetterStore letters, DeadLetterDesk desk, AuditTrail audit)
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

    /// <summary><c>GET /api/dead-letters/groups</c>: what failed alike, the largest group first.</summary>
    public async ValueTask<ApiAnswer> GroupsAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var filter = FilterOf(request, request.LetterStatus());
        if (request.Mistakes is { } mistakes)
        {
            return mistakes;
        }

        var groups = await letters.GroupAsync(filter, cancellationToken);
        return ApiAnswer.Json(200, new DeadLetterGroupsView([.. groups.Select(DeadLetterGroupView.Of)]), ApiJson.Default.DeadLetterGroupsView);
    }

    /// <summary><c>GET /api/dead-letters/{id}</c>: with its body.</summary>
    public async ValueTask<ApiAnswer> GetAsync(string id, CancellationToken cancellationToken)
        => await letters.GetAsync(id, cancellationToken) is { } letter
            ? ApiAnswer.Json(200, DeadLetterView.Of(letter, withBody: true), ApiJson.Default.DeadLetterView)
            : Problems.NoSuchLetter();

    /// <summary><c>POST …/{id}/replay</c>: 202 with the letter, which says later how the replay ended.</summary>
    public ValueTask<ApiAnswer> ReplayAsync(string id, ApiRequest request, CancellationToken cancellationToken)
        => EnqueueAsync(id, request, release: false, cancellationToken);

    /// <summary><c>POST …/{id}/release</c>: lets in a letter whose credential was wrong; otherwise as a replay.</summary>
    public ValueTask<ApiAnswer> ReleaseAsync(string id, ApiRequest request, CancellationToken cancellationToken)
        => EnqueueAsync(id, request, release: true, cancellationToken);

    /// <summary><c>PUT …/{id}/body</c>: the body is the request's own, byte for byte.</summary>
    public async ValueTask<ApiAnswer> EditAsync(string id, ReadOnlyMemory<byte>? body, ApiRequest request, CancellationToken cancellationToken)
    {
        if (body is not { } bytes)
        {
            return WebhookProblems.TooLarge();
        }

        var result = await desk.EditAsync(id, bytes, cancellationToken);
        if (result is DeskResult.Done)
        {
            await audit.RecordAsync(request.Who, AuditAction.Edit, id, 1, $"{bytes.Length} bytes, the original kept", cancellationToken);
        }

        return await AnswerAsync(result, 200, id, cancellationToken);
    }

    /// <summary><c>POST …/{id}/discard</c> with <c>{"reason": "…"}</c>.</summary>
    public async ValueTask<ApiAnswer> DiscardAsync(string id, ReadOnlyMemory<byte> body, ApiRequest request, CancellationToken cancellationToken)
    {
        if (ReasonOf(body) is not { } reason)
        {
            return ApiAnswer.Problem(
                400, "reason-required", "A reason is required", $"Send {{\"reason\": \"…\"}} with 1 to {MaxReasonLength} characters that say why the letter is not needed.");
        }

        var result = await desk.DiscardAsync(id, reason, cancellationToken);
        if (result is DeskResult.Done)
        {
            await audit.RecordAsync(request.Who, AuditAction.Discard, id, 1, "discarded", cancellationToken);
        }

        return await AnswerAsync(result, 200, id, cancellationToken);
    }

    internal static DeadLetterFilter FilterOf(ApiRequest request, DeadLetterStatus? status) => new()
    {
        Reason = request.Reason(),
        Provider = request.Text("provider"),
        Fingerprint = request.Text("fingerprint"),
        OrderId = request.Text("orderId"),
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

    private async ValueTask<ApiAnswer> EnqueueAsync(string id, ApiRequest request, bool release, CancellationToken cancellationToken)
    {
        var withoutNotifications = request.Flag("withoutNotifications");
        if (request.Mistakes is { } mistakes)
        {
            return mistakes;
        }

        var result = await desk.ReplayAsync(id, new ReplayTerms(withoutNotifications, release), cancellationToken);
        if (result is DeskResult.Done)
        {
            await audit.RecordAsync(
                request.Who, release ? AuditAction.Release : AuditAction.Replay, id, 1,
                withoutNotifications ? "enqueued, without notifications" : "enqueued", cancellationToken);
        }

        return await AnswerAsync(result, 202, id, cancellationToken);
    }

    private async ValueTask<ApiAnswer> AnswerAsync(DeskResult result, int done, string id, CancellationToken cancellationToken) => result switch
    {
        DeskResult.Done when await letters.GetAsync(id, cancellationToken) is { } letter
            => ApiAnswer.Json(done, DeadLetterView.Of(letter, withBody: false), ApiJson.Default.DeadLetterView),
        DeskResult.AlreadySettled => ApiAnswer.Problem(
            409, "already-settled", "The letter is settled", "It was resolved, discarded or is being replayed, here or by someone else. Its status says which."),
        DeskResult.BodyErased => ApiAnswer.Problem(
            409, "body-gone", "The body is gone", "It was erased with its order's personal data, so there is nothing to replay."),
        DeskResult.NotReplayable => ApiAnswer.Problem(
            409, "not-replayable", "The letter cannot be replayed as it is", "Its body is not JSON, or its provider is not built in. Mend the body with PUT …/body, then replay it."),
        DeskResult.NeedsRelease => ApiAnswer.Problem(
            409, "needs-release", "The letter was not authenticated", "Its credential was wrong. Should its sender be believed, POST …/release lets it in."),
        DeskResult.NotQuarantined => ApiAnswer.Problem(
            409, "not-quarantined", "The letter needs no release", "Its credential was right. POST …/replay enqueues it again."),
        DeskResult.EditNotJson => ApiAnswer.Problem(
            400, "not-json", "The body is not JSON", "Send the mended body as the request's own body. The letter is as it was."),
        _ => Problems.NoSuchLetter(),
    };
}
