using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;

namespace OrderRelay.Core.Api;

/// <summary>Replays of many letters at once.</summary>
public sealed class ReplaysApi(IJobStore jobs, IDeadLetterStore letters, JobDesk desk, ReplayPreview preview)
{
    private const int Newest = 50;

    /// <summary><c>POST /api/dead-letters/replay</c>: 202 with a job; with <c>dryRun=true</c> 200 with what would become of each letter.</summary>
    public async ValueTask<ApiAnswer> StartAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var filter = DeadLettersApi.FilterOf(request, DeadLetterStatus.Open);
        var asked = desk.Asked(JobKind.Replay, request.Who) with
        {
            Reason = filter.Reason,
            Provider = filter.Provider,
            Fingerprint = filter.Fingerprint,
            OrderId = filter.OrderId,
            Since = filter.Since,
            Rate = request.Rate(),
            WithoutNotifications = request.Flag("withoutNotifications"),
            Release = request.Flag("release"),
        };
        if (asked is { Release: true, Reason: not DeadLetterReason.Unauthenticated })
        {
            request.Refuse("release=true takes reason=unauthenticated beside it.");
        }

        var (dryRun, limit) = (request.Flag("dryRun"), request.Limit());
        if (request.Mistakes is { } mistakes)
        {
            return mistakes;
        }

        if (dryRun)
        {
            var forecast = await preview.ForecastAsync(filter, asked.Release, limit, cancellationToken);
            return ApiAnswer.Json(200, ReplayForecastView.Of(forecast), ApiJson.Default.ReplayForecastView);
        }

        var job = await desk.ReplayAsync(asked, cancellationToken);
        return ApiAnswer.Json(202, await ViewOfAsync(job, cancellationToken), ApiJson.Default.ReplayView)
            .With("Location", $"/api/replays/{job.Id}");
    }

    /// <summary><c>GET /api/replays</c>: the newest.</summary>
    public async ValueTask<ApiAnswer> ListAsync(CancellationToken cancellationToken)
    {
        var views = new List<ReplayView>();
        foreach (var job in await jobs.ListAsync(JobKind.Replay, Newest, cancellationToken))
        {
            views.Add(await ViewOfAsync(job, cancellationToken));
        }

        return ApiAnswer.Json(200, new ReplayListView(views), ApiJson.Default.ReplayListView);
    }

    /// <summary><c>GET /api/replays/{id}</c>.</summary>
    public async ValueTask<ApiAnswer> GetAsync(string id, CancellationToken cancellationToken)
        => await jobs.GetAsync(id, cancellationToken) is { Kind: JobKind.Replay } job
            ? ApiAnswer.Json(200, await ViewOfAsync(job, cancellationToken), ApiJson.Default.ReplayView)
            : Problems.NoSuchJob();

    private async ValueTask<ReplayView> ViewOfAsync(RelayJob job, CancellationToken cancellationToken)
        => ReplayView.Of(job, await letters.CountAsync(new DeadLetterFilter { ReplayJob = job.Id }, cancellationToken));
}
