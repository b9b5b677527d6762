using OrderRelay.Board.Tests.Browsing;
using static Microsoft.Playwright.Assertions;

namespace OrderRelay.Board.Tests.Views;

[Collection(BrowserCollection.Name)]
public sealed class OrderViewTests(BrowserFixture browser)
{
    [BrowserFact]
    public async Task Order_says_why_it_is_as_it_is_and_goes_on_by_itself()
    {
        await using var board = await BoardUnderTest.StartAsync(browser);
        await board.AcceptAsync("captain", Events.Captain("order-1", 5, "failed"));
        await board.DrainAsync();
        await board.AcceptAsync("captain", Events.Captain("order-1", 2));
        await board.DrainAsync();
        await board.OpenAsync("/?view=order&provider=captain&id=order-1");

        await Expect(board.ById("event")).ToHaveCountAsync(2);
        await Expect(board.ById("why-sentence")).ToContainTextAsync("Failed");
        await Expect(board.ById("why-sentence")).ToContainTextAsync("order_status_updated");
        await Expect(board.ById("why")).ToContainTextAsync("out of order");

        await board.AcceptAsync("captain", Events.Captain("order-1", 9, "completed"));
        await Expect(board.ById("event")).ToHaveCountAsync(3);
        await Expect(board.ById("why")).ToHaveAttributeAsync("data-status", "delivered");
        board.Witness.AssertNothing();
    }

    [BrowserFact]
    public async Task Body_of_an_event_is_shown_as_it_came()
    {
        await using var board = await BoardUnderTest.StartAsync(browser);
        await board.AcceptAsync("captain", Events.Captain("order-1", 5));
        await board.DrainAsync();
        await board.OpenAsync("/?view=order&provider=captain&id=order-1");

        await board.ById("event-raw").ClickAsync();
        await Expect(board.ById("raw-body")).ToContainTextAsync("\"event_uuid\": \"order-1-5\"");
        await board.Page.Keyboard.PressAsync("Escape");
        await Expect(board.ById("raw-dialog")).ToHaveCountAsync(0);
        board.Witness.AssertNothing();
    }

    [BrowserFact]
    public async Task Order_that_is_not_there_says_what_to_do()
    {
        await using var board = await BoardUnderTest.StartAsync(browser);
        board.Witness.ExpectedStatuses.Add(404);
        await board.OpenAsync("/?view=order&provider=captain&id=nobody");

        await Expect(board.ById("error")).ToContainTextAsync("No event of this order was projected");
        board.Witness.AssertNothing();
    }
}
