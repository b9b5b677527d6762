using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using OrderRelay.Core.Board;
using OrderRelay.Functions.Http;

namespace OrderRelay.Functions.Functions;

/// <summary><c>GET /</c>. The route says "nothing at all" in the one way that both the platform's router and the worker's take.</summary>
public sealed class GetBoard(ApiEdge edge)
{
    [Function(nameof(GetBoard))]
    public Task<IActionResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "{nothing:maxlength(0)?}")] HttpRequest request)
        => edge.AnswerAsync(request, static (_, _) => ValueTask.FromResult(BoardFiles.Answer("/")));
}
