using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using OrderRelay.Core.Board;
using OrderRelay.Functions.Http;

namespace OrderRelay.Functions.Functions;

public sealed class GetBoardFile(ApiEdge edge)
{
    [Function(nameof(GetBoardFile))]
    public Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "board/{*path}")] HttpRequest request)
        => edge.AnswerAsync(request, (_, _) => ValueTask.FromResult(BoardFiles.Answer(RoutePath.Of(request))));
}
