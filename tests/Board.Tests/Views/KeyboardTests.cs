using OrderRelay.Board.Tests.Browsing;
using static Microsoft.Playwright.Assertions;

namespace OrderRelay.Board.Tests.Views;

[Collection(BrowserCollection.Name)]
public sealed class KeyboardTests(BrowserFixture browser)
{
    [BrowserFact]
    public async Task Everything_is_reached_without_a_pointer()
    {
        await using var board = await BoardUnderTest.StartAsync(browser);
        for (var number = 1; number <= 3; number++)
        {
            await board.AcceptAsync("captain", Events.Captain($"order-{number}", number));
        }

        await board.AcceptAsync("captain", """{"hello":"world"}""");
        await board.DrainAsync();
        await board.OpenAsync();
        await Expect(board.Rows).ToHaveCountAsync(3);
        var keys = board.Page.Keyboard;

        await keys.PressAsync("Tab");
        await Expect(board.ById("skip-link")).ToBeFocusedAsync();
        await keys.PressAsync("/");
        await Expect(board.ById("filter-q")).ToBeFocusedAsync();
        await keys.PressAsync("Escape");
        var rows = board.Page.Locator("[data-testid=order-row]:focus");
        await Expect(rows).ToHaveAttributeAsync("data-key", "captain\norder-3");
        await keys.PressAsync("ArrowDown");
        await Expect(rows).ToHaveAttributeAsync("data-key", "captain\norder-2");
        await keys.PressAsync("Enter");
        await Expect(board.ById("order")).ToBeVisibleAsync();
        Assert.Equal("?view=order&provider=captain&id=order-2", new Uri(board.Page.Url).Query);

        await keys.PressAsync("Escape");
        await Expect(board.ById("orders")).ToBeVisibleAsync();
        await keys.PressAsync("g");
        await keys.PressAsync("d");
        await Expect(board.ById("letter")).ToBeVisibleAsync();
        await keys.PressAsync("j");
        await Expect(board.ById("letter")).ToBeFocusedAsync();
        await keys.PressAsync("Enter");
        await Expect(board.ById("letter-detail")).ToBeVisibleAsync();
        await keys.PressAsync("?");
        await Expect(board.ById("keys-dialog")).ToBeVisibleAsync();
        await keys.PressAsync("Escape");
        await Expect(board.ById("keys-dialog")).ToHaveCountAsync(0);
        await keys.PressAsync("t");
        await Expect(board.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "light");
        board.Witness.AssertNothing();
    }

    [BrowserFact]
    public async Task List_is_found_again_as_it_was_left()
    {
        await using var board = await BoardUnderTest.StartAsync(browser);
        for (var number = 1; number <= 40; number++)
        {
            await board.AcceptAsync("captain", Events.Captain($"order-{number}", number));
        }

        await board.DrainAsync();
        await board.OpenAsync();
        await board.Rows.First.FocusAsync();
        var keys = board.Page.Keyboard;
        await keys.PressAsync("End");
        var focused = board.Page.Locator("[data-testid=order-row]:focus");
        await Expect(focused).ToHaveAttributeAsync("data-key", "captain\norder-1");

        // Twice: what an answer was tagged with for the first page says nothing to the second.
        for (var visit = 0; visit < 2; visit++)
        {
            await keys.PressAsync("Enter");
            await Expect(board.ById("event")).ToBeVisibleAsync();
            await keys.PressAsync("Escape");
            await Expect(focused).ToHaveAttributeAsync("data-key", "captain\norder-1");
            await Expect(focused).ToBeInViewportAsync();
        }

        board.Witness.AssertNothing();
    }

    [BrowserFact]
    public async Task Back_leads_to_the_list_as_it_was_filtered()
    {
        await using var board = await BoardUnderTest.StartAsync(browser);
        await board.AcceptAsync("captain", Events.Captain("order-1", 1));
        await board.DrainAsync();
        await board.OpenAsync("/?provider=captain");
        await board.Rows.ClickAsync();
        await Expect(board.ById("order")).ToBeVisibleAsync();

        await board.Page.GoBackAsync();
        await Expect(board.Rows).ToHaveCountAsync(1);
        await Expect(board.ById("filter-provider")).ToHaveValueAsync("captain");
        board.Witness.AssertNothing();
    }
}
