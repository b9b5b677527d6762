using OrderRelay.Board.Tests.Browsing;
using static Microsoft.Playwright.Assertions;

namespace OrderRelay.Board.Tests.Views;

[Collection(BrowserCollection.Name)]
public sealed class OrdersViewTests(BrowserFixture browser)
{
    [BrowserFact]
    public async Task Order_appears_and_changes_by_itself()
    {
        await using var board = await BoardUnderTest.StartAsync(browser);
        await board.OpenAsync();
        await Expect(board.ById("live-state")).ToHaveAttributeAsync("data-state", "live");
        await Expect(board.ById("blank")).ToBeVisibleAsync();

        await board.AcceptAsync("captain", Events.Captain("order-1", 1));
        await Expect(board.Rows).ToHaveAttributeAsync("data-status", "picked_up");
        await board.AcceptAsync("captain", Events.Captain("order-1", 2, "completed"));
        await Expect(board.Rows).ToHaveAttributeAsync("data-status", "delivered");

        board.Witness.AssertNothing();
    }

    [BrowserFact]
    public async Task Filter_is_kept_in_the_address()
    {
        await using var board = await BoardUnderTest.StartAsync(browser);
        await board.AcceptAsync("captain", Events.Captain("order-1", 1));
        await board.AcceptAsync("captain", Events.Captain("order-2", 1, "completed", "store-2"));
        await board.AcceptAsync("abbiamo", Events.Abbiamo("order-3", 1));
        await board.DrainAsync();
        await board.OpenAsync();
        await Expect(board.Rows).ToHaveCountAsync(3);

        await board.ById("filter-provider").SelectOptionAsync("captain");
        await Expect(board.Rows).ToHaveCountAsync(2);
        await board.ById("tally-delivered").ClickAsync();
        await Expect(board.Rows).ToHaveCountAsync(1);
        Assert.Equal("?provider=captain&status=delivered", new Uri(board.Page.Url).Query);

        await board.Page.ReloadAsync();
        await Expect(board.Rows).ToHaveCountAsync(1);
        await Expect(board.Rows).ToHaveAttributeAsync("data-key", "captain\norder-2");
        await Expect(board.ById("filter-provider")).ToHaveValueAsync("captain");

        await board.ById("filter-clear").ClickAsync();
        await Expect(board.Rows).ToHaveCountAsync(3);
        Assert.Equal("", new Uri(board.Page.Url).Query);
        board.Witness.AssertNothing();
    }

    [BrowserFact]
    public async Task Search_finds_an_order_by_a_part_of_its_id()
    {
        await using var board = await BoardUnderTest.StartAsync(browser);
        await board.AcceptAsync("captain", Events.Captain("pizza-1", 1));
        await board.AcceptAsync("captain", Events.Captain("sushi-1", 1));
        await board.DrainAsync();
        await board.OpenAsync("/?q=izz");

        await Expect(board.Rows).ToHaveCountAsync(1);
        await Expect(board.Rows).ToHaveAttributeAsync("data-key", "captain\npizza-1");
        await board.ById("filter-q").FillAsync("nothing like it");
        await Expect(board.ById("blank")).ToBeVisibleAsync();
        Assert.Equal("?q=nothing+like+it", new Uri(board.Page.Url).Query);
        board.Witness.AssertNothing();
    }

    [BrowserFact]
    public async Task Changes_from_elsewhere_stay_out_of_a_filtered_list()
    {
        await using var board = await BoardUnderTest.StartAsync(browser);
        await board.OpenAsync("/?provider=abbiamo");
        await Expect(board.ById("live-state")).ToHaveAttributeAsync("data-state", "live");
        await board.AcceptAsync("captain", Events.Captain("order-1", 1));
        await board.DrainAsync();
        await board.AcceptAsync("abbiamo", Events.Abbiamo("order-2", 1));

        await Expect(board.Rows).ToHaveCountAsync(1);
        await Expect(board.Rows).ToHaveAttributeAsync("data-key", "abbiamo\norder-2");
        board.Witness.AssertNothing();
    }
}
