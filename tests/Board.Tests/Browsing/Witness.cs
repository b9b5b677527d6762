using Microsoft.Playwright;

namespace OrderRelay.Board.Tests.Browsing;

/// <summary>
/// Sees what a page must never do: ask anybody but its own relay, raise an error, break its content security policy, open a
/// dialog of the browser, or leave for another page.
/// </summary>
internal sealed class Witness
{
    private readonly List<string> seen = [];
    private readonly Lock gate = new();

    private Witness()
    {
    }

    /// <summary>Console lines about answers of these statuses are expected: the browser writes one for each.</summary>
    public HashSet<int> ExpectedStatuses { get; } = [];

    public static async Task<Witness> OfAsync(IPage page, Uri relay)
    {
        var witness = new Witness();
        var origin = relay.GetLeftPart(UriPartial.Authority);
        page.Request += (_, request) => witness.Saw(IsOwn(request.Url, origin) ? null : $"asked {request.Url}");
        page.PageError += (_, error) => witness.Saw($"error: {error}");
        page.Console += (_, message) => witness.SawConsole(message);
        page.Popup += (_, popup) => witness.Saw($"opened {popup.Url}");
        page.Dialog += (_, dialog) =>
        {
            witness.Saw($"dialog: {dialog.Message}");
            _ = dialog.DismissAsync();
        };
        await page.ExposeFunctionAsync("sawViolation", (string what) => witness.Saw($"policy violated: {what}"));
        await page.AddInitScriptAsync(
            "addEventListener('securitypolicyviolation', event => sawViolation(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`))");
        return witness;
    }

    public void AssertNothing()
    {
        lock (gate)
        {
            Assert.True(seen.Count == 0, string.Join("\n", seen));
        }
    }

    private static bool IsOwn(string url, string origin)
        => url.StartsWith(origin + "/", StringComparison.Ordinal) || url.StartsWith("blob:" + origin, StringComparison.Ordinal) || url.StartsWith("data:", StringComparison.Ordinal);

    private void SawConsole(IConsoleMessage message)
    {
        if (message.Type is "error" or "warning" && !ExpectedStatuses.Any(status => message.Text.Contains($"status of {status}", StringComparison.Ordinal)))
        {
            Saw($"console {message.Type}: {message.Text}");
        }
    }

    private void Saw(string? what)
    {
        lock (gate)
        {
            if (what is not null)
            {
                seen.Add(what);
            }
        }
    }
}
