using Microsoft.Playwright;
using OrderRelay.Board.Tests.Browsing;

namespace OrderRelay.Board.Tests.Views;

/// <summary>Pictures of every view, to look at: in <c>ORDERRELAY_SCREENSHOTS</c>, or in <c>screenshots</c> beside the tests.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ScreenshotTests(BrowserFixture browser)
{
    private static readonly string Folder = Environment.GetEnvironmentVariable("ORDERRELAY_SCREENSHOTS") is { Length: > 0 } named
        ? named
        : Path.Combine(Requirement.Sources, "screenshots");

    [BrowserTheory]
    [InlineData("light", 1280, 800)]
    [InlineData("dark", 1280, 800)]
    [InlineData("narrow", 390, 844)]
    public async Task Every_view_is_pictured_and_none_is_wider_than_its_window(string name, int width, int height)
    {
        var theme = name == "dark" ? ColorScheme.Dark : ColorScheme.Light;
        await using var board = await BoardUnderTest.StartAsync(
            browser, new() { ViewportSize = new() { Width = width, Height = height }, ColorScheme = theme, ReducedMotion = ReducedMotion.Reduce });
        await Lunch.ServeAsync(board, TimeProvider.System.GetUtcNow().AddMinutes(-62));
        foreach (var view in BoardView.Names)
        {
            await BoardView.OpenAsync(board, view);
            var picture = await board.Page.ScreenshotAsync(new() { Path = Path.Combine(Folder, $"{view}-{name}.png") });

            Assert.True(picture.Length > 10_000, $"{view} is blank");
            Assert.Equal(width, await board.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        }

        board.Witness.AssertNothing();
    }
}
