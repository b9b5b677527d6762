using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using OrderRelay.Board.Tests.Browsing;
using static Microsoft.Playwright.Assertions;

namespace OrderRelay.Board.Tests.Views;

/// <summary>Whatever a body says is text: it runs nothing, asks nobody and changes nothing of the page.</summary>
[Collection(BrowserCollection.Name)]
public sealed class HostileContentTests(BrowserFixture browser)
{
    private const string Script = "<script>alert('ran')</script><img src=x onerror=alert('image')><svg onload=alert('svg')><a href=\"javascript:alert('link')\">x</a>";
    private const string Breaking = "\"'><style>*{display:none}</style><iframe src=//evil.example></iframe>{{7*7}}${7*7}\u202e\u0000";

    private static readonly JsonSerializerOptions AsItIs = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [BrowserFact]
    public async Task Everything_that_a_body_can_say_is_shown_as_text()
    {
        await using var board = await BoardUnderTest.StartAsync(browser);
        var id = "o\"><script>alert('id')</script>";
        await board.AcceptAsync("captain", Captain(id));
        await board.AcceptAsync("abbiamo", Abbiamo("a<b>1</b>"));
        await board.AcceptAsync("captain", Written(new() { ["event_name"] = Script, ["event_uuid"] = Breaking, ["hello"] = Script }));
        await board.DrainAsync();

        await board.OpenAsync();
        await Expect(board.Rows).ToHaveCountAsync(2);
        await Expect(board.ById("rows")).ToContainTextAsync("<script>alert('ran')</script>");
        await CheckAsync(board);

        foreach (var (provider, order) in new[] { ("captain", id), ("abbiamo", "a<b>1</b>") })
        {
            await board.OpenAsync($"/?view=order&provider={provider}&id={Uri.EscapeDataString(order)}");
            await Expect(board.ById("event")).ToHaveCountAsync(1);
            await RevealAsync(board);
            await CheckAsync(board);
            await board.ById("event-raw").ClickAsync();
            await Expect(board.ById("raw-body")).ToContainTextAsync("<script>alert('ran')</script>");
            await CheckAsync(board);
        }

        await board.OpenAsync("/?view=dead-letters");
        await board.ById("letter").First.ClickAsync();
        await Expect(board.ById("raw-body")).ToContainTextAsync("<script>alert('ran')</script>");
        await CheckAsync(board);

        await board.OpenAsync("/?view=pipeline");
        await Expect(board.ById("unknown-statuses")).ToContainTextAsync("<script>alert('ran')</script>");
        await CheckAsync(board);
        board.Witness.AssertNothing();
    }

    [BrowserFact]
    public async Task Tracking_link_is_a_link_only_to_the_web()
    {
        await using var board = await BoardUnderTest.StartAsync(browser);
        await board.AcceptAsync("captain", Captain("order-1"));
        await board.DrainAsync();
        await board.OpenAsync("/?view=order&provider=captain&id=order-1");

        await Expect(board.ById("tracking-refused")).ToBeVisibleAsync();
        Assert.Equal(0, await board.Page.Locator("a[href^='javascript:' i]").CountAsync());
        board.Witness.AssertNothing();
    }

    [BrowserTheory]
    [InlineData("/?q=<script>alert(1)</script>")]
    [InlineData("/?view=<img src=x onerror=alert(1)>")]
    [InlineData("/?provider=\"><script>alert(1)</script>&store=<b>x</b>")]
    [InlineData("/?view=order&provider=captain&id=..%2F..%2Fapi%2Fstats")]
    [InlineData("/?view=dead-letters&letter=<script>alert(1)</script>&status=__proto__")]
    public async Task Address_runs_nothing(string path)
    {
        await using var board = await BoardUnderTest.StartAsync(browser);
        board.Witness.ExpectedStatuses.Add(400);
        board.Witness.ExpectedStatuses.Add(404);
        await board.OpenAsync(path);
        await Expect(board.ById("live-state")).ToHaveAttributeAsync("data-state", "live");
        await CheckAsync(board);
        board.Witness.AssertNothing();
    }

    /// <summary>No element of the body's own making: scripts and images are those of the page.</summary>
    private static async Task CheckAsync(BoardUnderTest board)
    {
        Assert.Equal(2, await board.Page.Locator("script").CountAsync());
        Assert.Equal(0, await board.Page.Locator("iframe, object, embed, main img, main script, main style, svg[onload], [onerror]").CountAsync());
    }

    private static async Task RevealAsync(BoardUnderTest board)
    {
        foreach (var button in await board.ById("reveal").AllAsync())
        {
            await button.ClickAsync();
        }

        await Expect(board.ById("order")).ToContainTextAsync("<script>alert('ran')</script>");
    }

    /// <summary>With every angle bracket in the bytes themselves.</summary>
    private static string Written(JsonObject body) => body.ToJsonString(AsItIs);

    private static string Captain(string order) => Written(new()
    {
        ["event_name"] = "order_status_updated",
        ["event_uuid"] = "e" + Breaking.Trim('\0'),
        ["created_at"] = "2026-03-01T12:00:00Z",
        ["environment"] = Script,
        ["data"] = new JsonObject
        {
            ["order_uuid"] = order,
            ["order_status"] = "teleported" + Script,
            ["order_description"] = Script,
            ["account_uuid"] = Script,
            ["order_account_partners_external_identifier"] = Breaking,
            ["partners_unique_internal_order_id"] = Script,
            ["channel_slug"] = Script,
            ["kind"] = Script,
            ["payment_status"] = Breaking,
            ["tracking_link"] = "javascript:alert('tracking')",
            ["order_custom_fields"] = new JsonObject { [Script] = Script },
            ["recipient"] = new JsonObject { ["name"] = Script, ["phone_number"] = Breaking, ["email"] = Script },
            ["items"] = new JsonArray(new JsonObject { ["uuid"] = "i<1>", ["name"] = Script, ["quantity"] = 1, ["addons"] = new JsonArray(Breaking), ["printer"] = Script }),
        },
    });

    private static string Abbiamo(string order) => Written(new()
    {
        ["event_type"] = "ORDER_STATUS_CHANGE",
        ["order_id"] = order,
        ["order_number"] = Script,
        ["status"] = "FAILED",
        ["sub_status"] = Script,
        ["event_at"] = "2026-03-01T12:00:00Z",
        ["failure_message"] = Script,
        ["failure_driver_message"] = Breaking,
        ["seller_identifier"] = "s1",
        ["seller_trading_name"] = Script,
        ["customer_name"] = Script,
        ["driver_name"] = Breaking,
        ["delivery_type"] = Script,
        ["tracking"] = Script,
    });
}
