using OrderRelay.Core.Ports;

namespace OrderRelay.Core.Api;

/// <summary>What operators did.</summary>
public sealed class AuditApi(IAuditLog log)
{
    /// <summary><c>GET /api/audit</c>: newest first.</summary>
    public async ValueTask<ApiAnswer> ListAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var (action, limit) = (request.Action(), request.Limit());
        if (request.Mistakes is { } mistakes)
        {
            return mistakes;
        }

        try
        {
            var page = await log.ListAsync(action, request.Text("cursor"), limit, cancellationToken);
            return ApiAnswer.Json(200, new AuditListView(page.Entries, page.Cursor), ApiJson.Default.AuditListView);
        }
        catch (InvalidCursorException exception)
        {
            return Problems.InvalidCursor(exception);
        }
    }
}
