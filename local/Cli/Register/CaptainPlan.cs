namespace OrderRelay.Local.Cli.Register;

/// <summary>What has to change so that a store's webhooks come to a relay, and all others go on as they are.</summary>
internal sealed class CaptainPlan
{
    private static readonly string[] Events = ["order_preparation_updated", "item_status_updated"];

    /// <summary>What can be pointed here, by the word for it on the command line.</summary>
    private static readonly (string Word, string Setting)[] Targets =
    [
        ("orders", CaptainSettings.DefaultUrl),
        ("preparation", CaptainSettings.UrlOf("order_preparation_updated")),
        ("items", CaptainSettings.UrlOf("item_status_updated")),
    ];

    private CaptainPlan(CaptainSettings after, IReadOnlyList<SettingChange> changes)
    {
        After = after;
        Changes = changes;
    }

    public static IReadOnlyList<string> Words { get; } = [.. Targets.Select(static target => target.Word)];

    /// <summary>All settings, as they are to be.</summary>
    public CaptainSettings After { get; }

    /// <summary>What differs; empty when the store is registered as it should be.</summary>
    public IReadOnlyList<SettingChange> Changes { get; }

    /// <param name="before">The present settings.</param>
    /// <param name="url">The relay's address for Captain's webhooks.</param>
    /// <param name="only">Which to point there; empty for all.</param>
    /// <param name="enable">Statuses to switch on, beside those that are.</param>
    public static CaptainPlan Of(CaptainSettings before, string url, IReadOnlyCollection<string> only, IReadOnlyCollection<string> enable)
    {
        var pointed = Targets.Where(target => only.Count == 0 || only.Contains(target.Word)).Select(static target => target.Setting).ToHashSet(StringComparer.Ordinal);
        var changes = new List<SettingChange>();
        var urls = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var defaultAfter = pointed.Contains(CaptainSettings.DefaultUrl) ? url : before.UsedUrl(CaptainSettings.DefaultUrl);
        foreach (var setting in before.Urls.Keys.Concat(pointed).Append(CaptainSettings.DefaultUrl).Distinct(StringComparer.Ordinal))
        {
            var used = before.UsedUrl(setting);
            var wanted = pointed.Contains(setting) ? url : used;

            // An address that fell back on the default is written out when the default moves away from under it.
            var own = before.Urls.GetValueOrDefault(setting, "");
            urls[setting] = own.Length > 0 || setting == CaptainSettings.DefaultUrl || wanted != defaultAfter ? wanted : "";
            if (wanted != used)
            {
                changes.Add(new(setting, Shown(used), Shown(wanted)));
            }
        }

        var statuses = new SortedDictionary<string, IReadOnlyList<string>>(before.Statuses, StringComparer.Ordinal);
        foreach (var @event in Events.Where(@event => pointed.Contains(CaptainSettings.UrlOf(@event))))
        {
            var setting = CaptainSettings.StatusesOf(@event);
            var on = before.Statuses.GetValueOrDefault(setting, []);
            var wanted = on.Union(enable, StringComparer.Ordinal).ToArray();
            statuses[setting] = wanted;
            if (wanted.Length != on.Count)
            {
                changes.Add(new(setting, string.Join(", ", on), string.Join(", ", wanted)));
            }
        }

        return new(before with { Urls = urls, Statuses = statuses }, changes);
    }

    /// <summary>An address without what may be secret in it: a user, a password, a query.</summary>
    public static string Shown(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address))
        {
            return url.Length == 0 ? "" : "(not an address)";
        }

        var user = address.UserInfo.Length > 0 ? "***@" : "";
        return $"{address.Scheme}://{user}{address.Authority}{address.AbsolutePath}{(address.Query.Length > 0 ? "?***" : "")}";
    }
}

/// <summary>One setting that has to change, fit to be shown.</summary>
internal sealed record SettingChange(string Setting, string Before, string After);
