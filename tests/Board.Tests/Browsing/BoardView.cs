using static Microsoft.Playwright.Assertions;

namespace OrderRelay.Board.Tests.Browsing;

/// <summary>The looks at the board that there are, once a lunch hour has passed.</summary>
internal static class BoardView
{
    public static readonly string[] Names = ["orders", "order", "dead-letters", "letter", "replay", "pipeline", "keys"];

    /// <summary>Opens it and returns once all of it is there.</summary>
    public static async Task OpenAsync(BoardUnderTest board, string name)
    {
        switch (name)
        {
            case "orders" or "keys":
                await board.OpenAsync();
                await Expect(board.Rows.Nth(5)).ToBeVisibleAsync();
                await Expect(board.ById("tally-delivered")).ToBeVisibleAsync();
                break;
            case "order":
                var (provider, id) = await LivelyOrderAsync(board);
                await board.OpenAsync($"/?view=order&provider={provider}&id={Uri.EscapeDataString(id)}");
                await Expect(board.ById("event").First).ToBeVisibleAsync();
                break;
            case "pipeline":
                await board.OpenAsync("/?view=pipeline");
                await Expect(board.ById("figures")).ToBeVisibleAsync();
                await Expect(board.ById("history-table").Locator("tr").Nth(60)).ToBeAttachedAsync();
                break;
            default:
                await board.OpenAsync("/?view=dead-letters");
                await Expect(board.ById("letter").First).ToBeVisibleAsync();
                break;
        }

        await Expect(board.ById("live-state")).ToHaveAttributeAsync("data-state", "live");
        await Expect(board.ById("rate")).ToBeVisibleAsync();
        await OpenMoreAsync(board, name);
    }

    private static async Task OpenMoreAsync(BoardUnderTest board, string name)
    {
        switch (name)
        {
            case "letter":
                await board.ById("letter").First.ClickAsync();
                await Expect(board.ById("raw-body")).ToBeVisibleAsync();
                break;
            case "replay":
                await board.ById("group-replay").First.ClickAsync();
                await Expect(board.ById("forecast").Locator("li").First).ToBeVisibleAsync();
                break;
            case "keys":
                await board.ById("keys-button").ClickAsync();
                await Expect(board.ById("keys-dialog")).ToBeVisibleAsync();
                break;
            default:
                break;
        }
    }

    /// <summary>The order with the most to look at.</summary>
    private static async Task<(string Provider, string Id)> LivelyOrderAsync(BoardUnderTest board)
    {
        var orders = (await board.GetAsync("/api/orders?limit=200&provider=captain"))["orders"]!.AsArray();
        var lively = orders.MaxBy(static order => (int)order!["events"]!)!;
        return ((string)lively["provider"]!, (string)lively["orderId"]!);
    }
}
