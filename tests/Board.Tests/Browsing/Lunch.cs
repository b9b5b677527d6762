using OrderRelay.Local.Demo;

namespace OrderRelay.Board.Tests.Browsing;

/// <summary>A lunch hour's webhooks, the demo's own, posted in one go.</summary>
internal static class Lunch
{
    /// <param name="board">The relay to post to.</param>
    /// <param name="opens">When the hour began.</param>
    /// <param name="orders">How many orders there are beside the documented samples.</param>
    public static async Task ServeAsync(BoardUnderTest board, DateTimeOffset opens, int orders = 40)
    {
        var plan = LunchHour.Plan(new() { Opens = opens, Orders = orders });
        foreach (var request in plan.Requests)
        {
            Assert.Equal(request.ExpectedStatus, await board.PostAsync(request.Provider, request.Body, request.HasRightToken));
        }

        await board.DrainAsync();
    }
}
