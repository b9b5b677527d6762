using Microsoft.Playwright;
using OrderRelay.Board.Tests.Browsing;

namespace OrderRelay.Board.Tests.Views;

/// <summary>axe-core's rules for WCAG 2.2 AA and its best practices, in every view and both themes.</summary>
[Collection(BrowserCollection.Name)]
public sealed class AccessibilityTests(BrowserFixture browser)
{
    private const string Run = """
        async () => (await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }))
            .violations.map(rule => `${rule.id} (${rule.impact}): ${rule.help}\n` + rule.nodes.map(node => `  ${node.target} ${node.html}\n  ${node.failureSummary}`).join('\n'))
        """;

    public static TheoryData<string, ColorScheme> Looks
    {
        get
        {
            var looks = new TheoryData<string, ColorScheme>();
            foreach (var view in BoardView.Names)
            {
                looks.Add(view, ColorScheme.Light);
                looks.Add(view, ColorScheme.Dark);
            }

            return looks;
        }
    }

    [AxeTheory]
    [MemberData(nameof(Looks))]
    public async Task View_breaks_no_rule(string view, ColorScheme theme)
    {
        await using var board = await BoardUnderTest.StartAsync(browser, new() { ViewportSize = new() { Width = 1280, Height = 800 }, ColorScheme = theme, ReducedMotion = ReducedMotion.Reduce });
        await Lunch.ServeAsync(board, TimeProvider.System.GetUtcNow().AddMinutes(-70));
        await board.Page.AddInitScriptAsync(scriptPath: Requirement.Axe);
        await BoardView.OpenAsync(board, view);

        var violations = await board.Page.EvaluateAsync<string[]>(Run);

        Assert.True(violations.Length == 0, string.Join("\n\n", violations));
        board.Witness.AssertNothing();
    }
}
