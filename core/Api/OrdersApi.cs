using OrderRelay.Core.Orders;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;

namespace OrderRelay.Core.Api;

/// <summary>The order routes.</summary>
public sealed class OrdersApi(IOrderStore store, IOrderQueries queries, ErasePersonalData erase, AuditTrail audit, StallPolicy stall, TimeProvider time)
{
    /// <summary><c>GET /api/orders</c>: newest (by first event) first.</summary>
    public async ValueTask<ApiAnswer> ListAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var filter = new OrderFilter
        {
            Provider = request.Text("provider"),
            Store = request.Text("store"),
            Status = request.Status(),
            Text = request.Text("q"),
            Since = request.Since(),
        };
        var limit = request.Limit();
        if (request.Mistakes is { } mistakes)
        {
            return mistakes;
        }

        try
        {
            var page = await queries.ListAsync(filter, request.Text("cursor"), limit, cancellationToken);
            return ApiAnswer.Json(200, new OrderListView(Summaries(page.Orders), page.Cursor), ApiJson.Default.OrderListView);
        }
        catch (InvalidCursorException exception)
        {
            return Problems.InvalidCursor(exception);
        }
    }

    /// <summary><c>GET /api/orders/{provider}/{orderId}</c>.</summary>
    public async ValueTask<ApiAnswer> GetAsync(OrderKey key, CancellationToken cancellationToken)
        => (await store.LoadAsync([key], cancellationToken))[0] is { } order
            ? ApiAnswer.Json(200, OrderMapping.Order(order, stall, time.GetUtcNow()), ApiJson.Default.OrderView)
            : Problems.NoSuchOrder();

    /// <summary><c>GET …/events</c>: the timeline in fold order.</summary>
    public async ValueTask<ApiAnswer> EventsAsync(OrderKey key, CancellationToken cancellationToken)
        => await store.ReadEventsAsync(key, cancellationToken) is { Count: > 0 } rows
            ? ApiAnswer.Json(200, OrderMapping.Timeline(key, rows), ApiJson.Default.TimelineView)
            : Problems.NoSuchOrder();

    /// <summary><c>GET …/events/{eventId}/raw</c>: the body, byte for byte.</summary>
    public async ValueTask<ApiAnswer> RawAsync(OrderKey key, string eventId, CancellationToken cancellationToken)
    {
        if (await store.ReadEventsAsync(key, cancellationToken) is not { Count: > 0 } rows)
        {
            return Problems.NoSuchOrder();
        }

        var folded = OrderProjection.Fold([.. rows.Select(static row => row.Event)]);
        if (EventIds.Find(eventId, folded) is not { } @event)
        {
            return ApiAnswer.Problem(404, "no-such-event", "No such event", "This order has no event of that id. Its timeline lists them.");
        }

        return await queries.ReadRawAsync(key, @event.Identity, @event.Content, cancellationToken) is { } raw
            ? new ApiAnswer(200, "application/octet-stream", raw).With("X-Content-Type-Options", "nosniff")
            : ApiAnswer.Problem(410, "body-gone", "The body is gone", "Its retention ended, or the order's personal data was erased. Status and times remain in the timeline.");
    }

    /// <summary><c>GET /api/orders/by-reference/{provider}/{reference}</c>: newest first; none found is an empty list.</summary>
    public async ValueTask<ApiAnswer> ByReferenceAsync(string provider, string reference, CancellationToken cancellationToken)
    {
        var keys = await queries.FindByReferenceAsync(provider, reference, cancellationToken);
        var orders = await store.LoadAsync(keys, cancellationToken);
        return ApiAnswer.Json(
            200, new ReferenceView(provider, reference, Summaries(orders.OfType<StoredOrder>())), ApiJson.Default.ReferenceView);
    }

    /// <summary><c>DELETE …/personal-data</c>.</summary>
    public async ValueTask<ApiAnswer> EraseAsync(OrderKey key, ApiRequest request, CancellationToken cancellationToken)
    {
        if (!await erase.HandleAsync(key, time.GetUtcNow(), cancellationToken))
        {
            return Problems.NoSuchOrder();
        }

        await audit.RecordAsync(request.Who, AuditAction.Erase, key.ToString(), 1, "personal data erased", cancellationToken);
        return ApiAnswer.NoContent();
    }

    private List<OrderSummary> Summaries(IEnumerable<StoredOrder> orders)
    {
        var now = time.GetUtcNow();
        return [.. orders.Select(order => OrderMapping.Summary(order.State, stall, now))];
    }
}
