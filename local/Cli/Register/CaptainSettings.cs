using System.Text.Json;
using System.Text.Json.Nodes;

namespace OrderRelay.Local.Cli.Register;

/// <summary>
/// Where Captain sends an account's webhooks, and which, in the names that an update takes. Whatever is shown is kept,
/// known here or not, because an update switches off and falls back on all that it leaves out.
/// </summary>
internal sealed record CaptainSettings
{
    public const string DefaultUrl = "webhook_url";

    private const string UrlSuffix = "_url";
    private const string StatusesSuffix = "_statuses";
    private const string Minutes = "default_promised_delivery_minutes";

    /// <summary>Addresses by setting; empty where the default address is used.</summary>
    public required SortedDictionary<string, string> Urls { get; init; }

    /// <summary>The statuses that are sent, by setting.</summary>
    public required SortedDictionary<string, IReadOnlyList<string>> Statuses { get; init; }

    /// <summary>Updated by the same request, so sent along as it is; null where the account has none.</summary>
    public long? PromisedMinutes { get; init; }

    public static string UrlOf(string @event) => @event + UrlSuffix;

    public static string StatusesOf(string @event) => @event + StatusesSuffix;

    /// <summary>The address that is really used, the default behind an empty one; empty when there is none at all.</summary>
    public string UsedUrl(string setting)
        => Urls.GetValueOrDefault(setting) is { Length: > 0 } own ? own : Urls.GetValueOrDefault(DefaultUrl, "");

    /// <summary>Reads an account as Captain shows it.</summary>
    /// <exception cref="VerbException">It does not show its webhooks, or in a way that could not be sent back whole.</exception>
    public static CaptainSettings Read(string account, JsonElement shown)
    {
        if (shown.ValueKind is not JsonValueKind.Object || !shown.TryGetProperty("webhook_settings", out var settings) || settings.ValueKind is not JsonValueKind.Object)
        {
            throw new VerbException(
                $"Captain does not show the webhooks of account {account}, as it does not for accounts of its newer webhook system. "
                + "Nothing was changed, because what is not known would be switched off; ask the account manager to point them here.");
        }

        var read = new CaptainSettings { Urls = new(StringComparer.Ordinal), Statuses = new(StringComparer.Ordinal), PromisedMinutes = MinutesOf(shown) };
        foreach (var member in settings.EnumerateObject())
        {
            read.Take(account, member);
        }

        return read;
    }

    /// <summary>The update that brings an account to these settings.</summary>
    public JsonObject ToUpdate()
    {
        var webhooks = new JsonObject();
        foreach (var (setting, url) in Urls.Where(static pair => pair.Value.Length > 0))
        {
            webhooks[setting] = url;
        }

        foreach (var (setting, statuses) in Statuses)
        {
            webhooks[setting] = new JsonArray([.. statuses.Select(static status => (JsonNode)JsonValue.Create(status))]);
        }

        var update = new JsonObject { ["webhooks"] = webhooks };
        if (PromisedMinutes is { } minutes)
        {
            update[Minutes] = minutes;
        }

        return update;
    }

    private static long? MinutesOf(JsonElement shown)
        => shown.TryGetProperty(Minutes, out var minutes) && minutes.ValueKind is JsonValueKind.Number && minutes.TryGetInt64(out var number) ? number : null;

    private void Take(string account, JsonProperty member)
    {
        switch (member.Value.ValueKind)
        {
            case JsonValueKind.String or JsonValueKind.Null when member.Name.EndsWith(UrlSuffix, StringComparison.Ordinal):
                Urls[member.Name] = member.Value.GetString() ?? "";
                break;
            case JsonValueKind.Object:
                TakeEvent(account, member.Name, member.Value);
                break;
            case JsonValueKind.Null:
                break;
            default:
                throw Unknown(account, member.Name);
        }
    }

    private void TakeEvent(string account, string @event, JsonElement settings)
    {
        var statuses = new List<string>();
        Urls[UrlOf(@event)] = "";
        foreach (var member in settings.EnumerateObject())
        {
            switch (member.Value.ValueKind)
            {
                case JsonValueKind.True:
                    statuses.Add(member.Name);
                    break;
                case JsonValueKind.False:
                    break;
                case JsonValueKind.String or JsonValueKind.Null when member.Name == DefaultUrl:
                    Urls[UrlOf(@event)] = member.Value.GetString() ?? "";
                    break;
                default:
                    throw Unknown(account, $"{@event}.{member.Name}");
            }
        }

        Statuses[StatusesOf(@event)] = statuses;
    }

    private static VerbException Unknown(string account, string name)
        => new($"Account {account} has a webhook setting {name} that this version cannot send back. Nothing was changed, because leaving it out could switch it off.");
}
