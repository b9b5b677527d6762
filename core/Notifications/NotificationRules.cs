using Microsoft.Extensions.Configuration;

namespace OrderRelay.Core.Notifications;

/// <summary>The configured rules, read once at start.</summary>
public sealed class NotificationRules
{
    public const string Section = "Notifications";

    private readonly Dictionary<string, NotificationRule> byName;

    public NotificationRules(IReadOnlyList<NotificationRule> all)
    {
        All = all;
        byName = all.ToDictionary(static rule => rule.Name, StringComparer.Ordinal);
    }

    public IReadOnlyList<NotificationRule> All { get; }

    /// <summary>Some rule asks for stalled orders, so somebody has to look for them.</summary>
    public bool WatchesStalled => All.Any(static rule => rule.Matches(Happening.StalledChange));

    /// <exception cref="ArgumentException">The settings cannot be used; the message names each mistake and its mending.</exception>
    public static NotificationRules From(IConfiguration configuration, IReadOnlyCollection<string> providers, IReadOnlyCollection<string> channels)
    {
        var reader = new NotificationRulesReader(providers, channels);
        var rules = reader.Read(configuration.GetSection(Section));
        return reader.Errors.Count == 0 ? rules : throw new ArgumentException(string.Join(Environment.NewLine, reader.Errors), nameof(configuration));
    }

    /// <summary>Every mistake at once, each with the rule's name and what to do; none when the settings can be used.</summary>
    public static IReadOnlyList<string> Validate(IConfiguration configuration, IReadOnlyCollection<string> providers, IReadOnlyCollection<string> channels)
    {
        var reader = new NotificationRulesReader(providers, channels);
        _ = reader.Read(configuration.GetSection(Section));
        return reader.Errors;
    }

    public NotificationRule? Find(string name) => byName.GetValueOrDefault(name);
}
