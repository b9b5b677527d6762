using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using OrderRelay.Local.Cli.Register;

namespace OrderRelay.Local.Tests.Cli.Register;

/// <summary>
/// Captain's account API as its pages describe it: what an update leaves out is switched off, and an address that it leaves
/// out falls back on the default.
/// </summary>
internal sealed class CaptainUnderTest : IAsyncDisposable
{
    public const string Account = "3584a197b5a9";

    private KestrelServer server = null!;

    public static CaptainKeys Keys { get; } = new("the-integration-key", "the-developer-key");

    /// <summary>What the account shows.</summary>
    public JsonObject Shown { get; private set; } = JsonNode.Parse("""
        {
          "uuid": "3584a197b5a9", "default_promised_delivery_minutes": 60, "friendly_name": "ChocoF", "kind": "store",
          "partners_external_identifier": "POSKing-224", "fleet_account_uuid": "e96043b3d8d6",
          "webhook_settings": {
            "webhook_url": "http://webhook.example/default",
            "order_kds_print_request_webhook_url": "",
            "item_status_updated": { "being_prepared": false, "prepared": true, "suggested": false, "webhook_url": "http://printer.example/label?key=printer-secret" },
            "order_preparation_updated": { "being_prepared": true, "prepared": true, "suggested": true, "webhook_url": null }
          }
        }
        """)!.AsObject();

    public List<(string Method, JsonNode? Body)> Updates { get; } = [];

    /// <summary>The method that updates; the other is not there.</summary>
    public string Method { get; set; } = "PUT";

    public int? Status { get; set; }

    /// <summary>It accepts updates and forgets them.</summary>
    public bool Forgetful { get; set; }

    public Uri Url => server.Url;

    public static async Task<CaptainUnderTest> StartAsync()
    {
        var captain = new CaptainUnderTest();
        captain.server = await KestrelServer.StartAsync(captain.AnswerAsync);
        return captain;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        response.StatusCode = Status ?? (request.Headers["x-integration-key"] != Keys.Integration || request.Headers["x-developer-key"] != Keys.Developer ? 401
            : request.Path != "/v1/accounts/" + Account ? 404
            : request.Method != "GET" && request.Method != Method ? 405 : 200);
        if (response.StatusCode != 200)
        {
            await response.WriteAsync("""{"error":"the-integration-key is wrong"}""");
            return;
        }

        if (request.Method == Method)
        {
            var body = await JsonNode.ParseAsync(request.Body);
            Updates.Add((request.Method, body));
            if (!Forgetful)
            {
                Update(body!);
            }
        }

        response.ContentType = "application/json";
        await response.WriteAsync(Shown.ToJsonString());
    }

    private void Update(JsonNode body)
    {
        var webhooks = body["webhooks"]!;
        Shown["default_promised_delivery_minutes"] = body["default_promised_delivery_minutes"]?.DeepClone();
        Shown["webhook_settings"] = new JsonObject
        {
            ["webhook_url"] = Url("webhook_url"),
            ["order_kds_print_request_webhook_url"] = Url("order_kds_print_request_webhook_url"),
            ["item_status_updated"] = Event("item_status_updated"),
            ["order_preparation_updated"] = Event("order_preparation_updated"),
        };

        string Url(string name) => (string?)webhooks[name] ?? "";

        JsonObject Event(string name)
        {
            var on = webhooks[name + "_statuses"]?.AsArray().Select(static status => (string)status!).ToArray() ?? [];
            return new()
            {
                ["being_prepared"] = on.Contains("being_prepared"),
                ["prepared"] = on.Contains("prepared"),
                ["suggested"] = on.Contains("suggested"),
                ["webhook_url"] = Url(name + "_url"),
            };
        }
    }
}
