using System.Text;
using OrderRelay.Board.Tests.Browsing;
using static Microsoft.Playwright.Assertions;

namespace OrderRelay.Board.Tests.Views;

[Collection(BrowserCollection.Name)]
public sealed class PipelineViewTests(BrowserFixture browser)
{
    [BrowserFact]
    public async Task Figures_and_the_hour_are_those_of_the_api()
    {
        await using var board = await BoardUnderTest.StartAsync(browser);
        await board.AcceptAsync("captain", Events.Captain("order-1", 5));
        await board.AcceptAsync("captain", Events.Captain("order-1", 5));
        await board.AcceptAsync("captain", Events.Captain("order-2", 5, "teleported"));
        Assert.Equal(400, await board.PostAsync("captain", Encoding.UTF8.GetBytes("not json")));
        await board.DrainAsync();
        await board.OpenAsync("/?view=pipeline");

        await Expect(board.ById("figure-rate")).ToContainTextAsync("3 since the start");
        await Expect(board.ById("figure-refused")).ToContainTextAsync("1 not json");
        await Expect(board.ById("figure-lag")).ToContainTextAsync("p99");
        await Expect(board.ById("unknown-statuses")).ToContainTextAsync("teleported");
        await Expect(board.ById("history-table").Locator("tbody tr")).ToHaveCountAsync(60);
        await Expect(board.ById("chart-accepted")).ToBeVisibleAsync();
        board.Witness.AssertNothing();
    }

    [BrowserFact]
    public async Task Sample_of_an_unknown_status_leads_to_its_event()
    {
        await using var board = await BoardUnderTest.StartAsync(browser);
        await board.AcceptAsync("captain", Events.Captain("order-2", 4));
        await board.AcceptAsync("captain", Events.Captain("order-2", 5, "teleported"));
        await board.AcceptAsync("captain", Events.Captain("order-2", 6, "completed"));
        await board.DrainAsync();
        await board.OpenAsync("/?view=pipeline");

        await board.ById("unknown-statuses").GetByRole(Microsoft.Playwright.AriaRole.Link).ClickAsync();
        await Expect(board.Page.Locator("[data-testid=event]:focus")).ToContainTextAsync("teleported");
        board.Witness.AssertNothing();
    }
}
