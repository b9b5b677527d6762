using System.Globalization;
using OrderRelay.Board.Tests.Browsing;
using static Microsoft.Playwright.Assertions;

namespace OrderRelay.Board.Tests.Views;

[Collection(BrowserCollection.Name)]
public sealed class ManyOrdersTests(BrowserFixture browser)
{
    private const int Orders = 50_000;

    [BrowserFact]
    public async Task Fifty_thousand_orders_are_scrolled_through_with_a_screenful_of_rows()
    {
        await using var board = await BoardUnderTest.StartAsync(browser);
        await Parallel.ForAsync(0, Orders, new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (number, _)
            => await board.AcceptAsync("captain", Events.Captain($"order-{number:D5}", number % 1440)));
        await board.DrainAsync();
        await board.OpenAsync();
        await Expect(board.ById("order-count")).ToContainTextAsync("loaded");

        var most = 0;
        var loaded = 0;
        for (var screen = 0; loaded < Orders; screen++)
        {
            Assert.True(screen < 2_000, $"only {loaded} orders were loaded");
            await board.ById("rows").EvaluateAsync("async element => { element.scrollTop = element.scrollHeight; await new Promise(requestAnimationFrame); await new Promise(requestAnimationFrame); }");
            most = Math.Max(most, await board.ById("order-row").CountAsync());
            loaded = int.Parse(await board.Page.EvaluateAsync<string>("() => document.querySelector('[data-testid=order-count]').textContent.replace(/\\D/g, '') || '0'"), CultureInfo.InvariantCulture);
        }

        Assert.InRange(most, 1, 80);
        await board.AcceptAsync("captain", Events.Captain("one-more", 2000, "completed"));
        await Expect(board.ById("newer")).ToBeVisibleAsync();
        await board.ById("newer").ClickAsync();
        await Expect(board.Page.Locator("[data-testid=order-row][data-key$='one-more']")).ToBeVisibleAsync();
        board.Witness.AssertNothing();
    }
}
