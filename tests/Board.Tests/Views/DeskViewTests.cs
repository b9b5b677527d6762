using OrderRelay.Board.Tests.Browsing;
using static Microsoft.Playwright.Assertions;

namespace OrderRelay.Board.Tests.Views;

[Collection(BrowserCollection.Name)]
public sealed class DeskViewTests(BrowserFixture browser)
{
    [BrowserFact]
    public async Task Letter_is_mended_and_replayed_into_its_order()
    {
        await using var board = await BoardUnderTest.StartAsync(browser);
        await board.OpenAsync("/?view=dead-letters");
        await Expect(board.ById("groups")).ToContainTextAsync("Nothing waits");
        await board.AcceptAsync("captain", """{"event_name":"order_status_updated","event_uuid":"e1","created_at":"whenever","data":{"order_uuid":"order-1","order_status":"completed"}}""");

        await board.ById("letter").ClickAsync();
        await board.ById("letter-edit").ClickAsync();
        await board.ById("edit-body").FillAsync(Events.Captain("order-1", 1, "completed"));
        await board.ById("edit-save").ClickAsync();
        await Expect(board.ById("letter-detail")).ToContainTextAsync("Edited");
        await board.ById("letter-replay").ClickAsync();
        await board.DrainAsync();

        await Expect(board.ById("letter-detail")).ToContainTextAsync("Resolved");
        await board.OpenAsync("/?view=order&provider=captain&id=order-1");
        await Expect(board.ById("why")).ToHaveAttributeAsync("data-status", "delivered");
        board.Witness.AssertNothing();
    }

    [BrowserFact]
    public async Task Group_is_replayed_after_a_forecast_and_the_job_is_followed_to_its_end()
    {
        await using var board = await BoardUnderTest.StartAsync(browser);
        for (var number = 0; number < 3; number++)
        {
            await board.AcceptAsync("captain", $$"""{"hello":{{number}}}""");
        }

        await board.DrainAsync();
        await board.OpenAsync("/?view=dead-letters");
        await Expect(board.ById("nav-dead-letters-count")).ToHaveTextAsync("3");
        await board.ById("group-replay").ClickAsync();
        await Expect(board.ById("forecast")).ToContainTextAsync("3 would fail again");
        await board.ById("replay-confirm").ClickAsync();

        await Expect(board.ById("job")).ToHaveAttributeAsync("data-status", "done");
        await Expect(board.ById("job-figures")).ToContainTextAsync("3 failed again");
        board.Witness.AssertNothing();
    }

    [BrowserFact]
    public async Task Letter_is_discarded_with_a_reason()
    {
        await using var board = await BoardUnderTest.StartAsync(browser);
        await board.AcceptAsync("captain", """{"hello":"world"}""");
        await board.DrainAsync();
        await board.OpenAsync("/?view=dead-letters");

        await board.ById("letter").ClickAsync();
        await board.ById("letter-discard").ClickAsync();
        await board.ById("discard-confirm").ClickAsync();
        await Expect(board.ById("discard-dialog")).ToContainTextAsync("Say why");
        await board.ById("discard-reason").FillAsync("a test of ours");
        await board.ById("discard-confirm").ClickAsync();

        await Expect(board.ById("letter-detail")).ToContainTextAsync("a test of ours");
        await Expect(board.ById("groups")).ToContainTextAsync("Nothing waits");
        board.Witness.AssertNothing();
    }
}
