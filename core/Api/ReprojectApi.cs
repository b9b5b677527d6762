using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;

namespace OrderRelay.Core.Api;

/// <summary>Rebuilding orders with today's mapping.</summary>
public sealed class ReprojectApi(IJobStore jobs, IOrderQueries orders, JobDesk desk, Reprojection reprojection, AuditTrail audit)
{
    private const int Newest = 50;

    /// <summary><c>POST /api/reproject</c>: 202 with a job for all orders; 200 for one order, and for a page of a dry run.</summary>
    public async ValueTask<ApiAnswer> StartAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var (provider, orderId, dryRun, limit) = (request.Text("provider"), request.Text("orderId"), request.Flag("dryRun"), request.Limit());
        if (orderId is not null && provider is null)
        {
            request.Refuse("orderId takes provider beside it.");
        }

        if (request.Mistakes is { } mistakes)
        {
            return mistakes;
        }

        if (orderId is not null)
        {
            return await OneAsync(new OrderKey(provider!, orderId), dryRun, request.Who, cancellationToken);
        }

        if (dryRun)
        {
            return await ForecastAsync(provider, request.Text("cursor"), limit, cancellationToken);
        }

        var job = await desk.ReprojectAsync(provider, request.Who, cancellationToken);
        return ApiAnswer.Json(202, ReprojectionView.Of(job), ApiJson.Default.ReprojectionView).With("Location", $"/api/reprojections/{job.Id}");
    }

    /// <summary><c>GET /api/reprojections</c>: the newest.</summary>
    public async ValueTask<ApiAnswer> ListAsync(CancellationToken cancellationToken)
        => ApiAnswer.Json(
            200, new ReprojectionListView([.. (await jobs.ListAsync(JobKind.Reproject, Newest, cancellationToken)).Select(ReprojectionView.Of)]),
            ApiJson.Default.ReprojectionListView);

    /// <summary><c>GET /api/reprojections/{id}</c>.</summary>
    public async ValueTask<ApiAnswer> GetAsync(string id, CancellationToken cancellationToken)
        => await jobs.GetAsync(id, cancellationToken) is { Kind: JobKind.Reproject } job
            ? ApiAnswer.Json(200, ReprojectionView.Of(job), ApiJson.Default.ReprojectionView)
            : Problems.NoSuchJob();

    private async ValueTask<ApiAnswer> OneAsync(OrderKey key, bool dryRun, string who, CancellationToken cancellationToken)
    {
        if (await reprojection.RebuildAsync(key, dryRun, cancellationToken) is not { } rebuild)
        {
            return Problems.NoSuchOrder();
        }

        if (!dryRun)
        {
            await audit.RecordAsync(
                who, AuditAction.Reproject, key.ToString(), 1, rebuild.IsChanged ? "changed" : "unchanged", cancellationToken);
        }

        return ApiAnswer.Json(200, OrderRebuildView.Of(rebuild, dryRun), ApiJson.Default.OrderRebuildView);
    }

    private async ValueTask<ApiAnswer> ForecastAsync(string? provider, string? cursor, int limit, CancellationToken cancellationToken)
    {
        try
        {
            var page = await orders.ListAsync(new OrderFilter { Provider = provider }, cursor, limit, cancellationToken);
            var changes = new List<OrderRebuildView>();
            foreach (var order in page.Orders)
            {
                if (await reprojection.RebuildAsync(order.State.Key, dryRun: true, cancellationToken) is { IsChanged: true } rebuild)
                {
                    changes.Add(OrderRebuildView.Of(rebuild, dryRun: true));
                }
            }

            return ApiAnswer.Json(200, new RebuildForecastView(page.Orders.Count, changes, page.Cursor), ApiJson.Default.RebuildForecastView);
        }
        catch (InvalidCursorException exception)
        {
            return Problems.InvalidCursor(exception);
        }
    }
}
