using System.Text;
using OrderRelay.Contracts.Providers;

namespace OrderRelay.Contracts.Answers;

/// <summary>
/// What is posted and what is asked, the same for every host: all samples of both providers, a duplicate, an event that
/// nobody understands and bytes that are not JSON, on a clock that moves one second per post.
/// </summary>
public static class AnswerScenario
{
    private const string Unrecognised = """{"hello":"world"}""";

    private static readonly KeyValuePair<string, string> CaptainToken = new("Auth-Token", "captain-secret");
    private static readonly KeyValuePair<string, string> AbbiamoToken = new("Authorization", "abbiamo-secret");
    private static readonly KeyValuePair<string, string> OperatorKey = new("Authorization", "Bearer operator-secret");

    /// <summary>The configuration that every host starts with.</summary>
    public static IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>
    {
        ["Providers:captain:Auth:Tokens:0"] = CaptainToken.Value,
        ["Providers:abbiamo:Auth:Tokens:0"] = AbbiamoToken.Value,
        ["Operator:Keys:0"] = "operator-secret",
    };

    /// <summary>Sent first, each a second after the other, each projected before the next.</summary>
    public static IReadOnlyList<AnswerRequest> Posts { get; } =
    [
        .. ProviderSample.All("captain").Select(static sample => Post("captain", sample.Body, CaptainToken)),
        .. ProviderSample.All("abbiamo").Select(static sample => Post("abbiamo", sample.Body, AbbiamoToken)),
        Post("captain", ProviderSample.Of("captain", "item_status_updated.being_prepared.json").With("metadata.delivery_attempt", 2), CaptainToken),
        Post("captain", Encoding.UTF8.GetBytes(Unrecognised), CaptainToken),
        Post("abbiamo", "{\"status\":"u8.ToArray(), AbbiamoToken),
    ];

    /// <summary>Asked afterwards, in this order; each answer is approved under its name.</summary>
    public static IReadOnlyList<KeyValuePair<string, AnswerRequest>> Questions { get; } =
    [
        new("webhook-accepted", Post("captain", ProviderSample.Of("captain", "order_status_updated.failed.json").Body, CaptainToken)),
        new("webhook-not-json", Post("captain", "not json"u8.ToArray(), CaptainToken)),
        new("webhook-empty", Post("captain", [], CaptainToken)),
        new("webhook-missing-credential", Post("captain", "{}"u8.ToArray())),
        new("webhook-wrong-credential", Post("captain", "{}"u8.ToArray(), new KeyValuePair<string, string>("Auth-Token", "wrong"))),
        new("webhook-unknown-provider", Post("nobody", "{}"u8.ToArray())),
        new("webhook-wrong-method", Get("/api/webhooks/captain")),
        new("orders", Get("/api/orders")),
        new("orders-filtered", Get("/api/orders?provider=captain&status=cancelled&limit=1")),
        new("orders-invalid-parameters", Get("/api/orders?status=lost&limit=0&since=yesterday")),
        new("orders-invalid-cursor", Get("/api/orders?cursor=nonsense")),
        new("order-captain", Get("/api/orders/captain/73acf7d2fcae")),
        new("order-captain-preparation", Get("/api/orders/captain/6992dc85d681")),
        new("order-abbiamo", Get("/api/orders/abbiamo/xxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxx")),
        new("order-unknown", Get("/api/orders/captain/nobody")),
        new("timeline-captain", Get("/api/orders/captain/73acf7d2fcae/events")),
        new("timeline-abbiamo", Get("/api/orders/abbiamo/xxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxx/events")),
        new("event-unknown", Get("/api/orders/captain/73acf7d2fcae/events/nothing/raw")),
        new("by-reference", Get("/api/orders/by-reference/abbiamo/a7g92yd")),
        new("by-reference-none", Get("/api/orders/by-reference/abbiamo/none")),
        new("dead-letters", Get("/api/dead-letters")),
        new("dead-letters-filtered", Get("/api/dead-letters?reason=unrecognised&provider=captain&status=open")),
        new("dead-letter-unknown", Get("/api/dead-letters/none")),
        new("replay-unknown", Operator("POST", "/api/dead-letters/none/replay", null)),
        new("replay-many", Operator("POST", "/api/dead-letters/replay?reason=not_json&dryRun=true", null)),
        new("discard-without-reason", Operator("POST", "/api/dead-letters/none/discard", "{}"u8.ToArray())),
        new("operator-key-missing", new("GET", "/api/orders", [], null)),
        new("route-unknown", Get("/api/nothing")),
        new("erased", Operator("DELETE", "/api/orders/captain/73acf7d2fcae/personal-data", null)),
        new("order-erased", Get("/api/orders/captain/73acf7d2fcae")),
        new("event-erased", Get("/api/orders/captain/73acf7d2fcae/events/item_status_updated%3A465fca19-063b-45eb-9b5c-a568c5e15ecd/raw")),
        new("health", Get("/api/health")),
        new("health-ready", Get("/api/health/ready")),
    ];

    private static AnswerRequest Post(string provider, byte[] body, params KeyValuePair<string, string>[] headers)
        => new("POST", "/api/webhooks/" + provider, headers, body);

    private static AnswerRequest Get(string path) => Operator("GET", path, null);

    private static AnswerRequest Operator(string method, string path, byte[]? body) => new(method, path, [OperatorKey], body);
}
