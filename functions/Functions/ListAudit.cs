using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using OrderRelay.Core.Api;
using OrderRelay.Functions.Http;

namespace OrderRelay.Functions.Functions;

public sealed class ListAudit(AuditApi audit, ApiEdge edge)
{
    [Function(nameof(ListAudit))]
    public Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/audit")] HttpRequest request)
        => edge.AnswerAsync(request, (query, token) => audit.ListAsync(query, token));
}
