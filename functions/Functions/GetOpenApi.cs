using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using OrderRelay.Core.Api;
using OrderRelay.Functions.Http;

namespace OrderRelay.Functions.Functions;

public sealed class GetOpenApi(ApiEdge edge)
{
    [Function(nameof(GetOpenApi))]
    public Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "openapi/v1.json")] HttpRequest request)
        => edge.AnswerAsync(request, (_, _) => ValueTask.FromResult(OpenApiDocument.Answer));
}
