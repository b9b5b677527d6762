using OrderRelay.Board.Tests.Browsing;
using static Microsoft.Playwright.Assertions;

namespace OrderRelay.Board.Tests.Views;

[Collection(BrowserCollection.Name)]
public sealed class KeyTests(BrowserFixture browser)
{
    [BrowserFact]
    public async Task Board_asks_for_the_key_once_and_keeps_it_nowhere()
    {
        await using var board = await BoardUnderTest.StartAsync(browser, key: "the-right-key");
        board.Witness.ExpectedStatuses.Add(401);
        await board.AcceptAsync("captain", Events.Captain("order-1", 1));
        await board.DrainAsync();
        await board.OpenAsync();

        await Expect(board.ById("key-dialog")).ToBeVisibleAsync();
        await Expect(board.Rows).ToHaveCountAsync(0);
        await board.ById("operator-key").FillAsync("a-wrong-key");
        await board.ById("key-submit").ClickAsync();
        await Expect(board.ById("key-dialog")).ToContainTextAsync("does not know that key");
        await board.ById("operator-key").FillAsync("the-right-key");
        await board.ById("key-submit").ClickAsync();

        await Expect(board.Rows).ToHaveCountAsync(1);
        await Expect(board.ById("live-state")).ToHaveAttributeAsync("data-state", "live");
        await board.ById("nav-pipeline").ClickAsync();
        await Expect(board.ById("figures")).ToBeVisibleAsync();
        await Expect(board.ById("key-dialog")).ToHaveCountAsync(0);
        var kept = await board.Page.EvaluateAsync<string>("() => JSON.stringify({ ...localStorage, ...sessionStorage }) + document.cookie + location.href");
        Assert.DoesNotContain("key", kept, StringComparison.Ordinal);
        board.Witness.AssertNothing();
    }
}
