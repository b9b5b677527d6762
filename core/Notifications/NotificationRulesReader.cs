using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace OrderRelay.Core.Notifications;

/// <summary>Reads the rules and collects everything that is wrong with them, so that one start shows all of it.</summary>
internal sealed class NotificationRulesReader(IReadOnlyCollection<string> providers, IReadOnlyCollection<string> channels)
{
    private const int LongestCoalesce = 86_400;

    private static readonly string[] Settings = ["Name", "On", "Providers", "Stores", "Channels", "Consent", "QuietHours", "Urgent", "CoalesceSeconds"];
    private static readonly string[] QuietSettings = ["From", "To", "TimeZone"];

    public List<string> Errors { get; } = [];

    public NotificationRules Read(IConfiguration section)
    {
        List<NotificationRule> rules = [];
        foreach (var child in section.GetSection("Rules").GetChildren())
        {
            var rule = ReadRule(child);
            if (rules.Exists(other => other.Name == rule.Name))
            {
                Errors.Add($"{rule.Name} names two rules of {child.Path[..child.Path.LastIndexOf(':')]}: give each a name of its own");
                continue;
            }

            rules.Add(rule);
        }

        return new(rules);
    }

    private NotificationRule ReadRule(IConfigurationSection section)
    {
        var name = section["Name"] is { Length: > 0 } given ? given : section.Path;
        if (name == section.Path)
        {
            Errors.Add($"{section.Path} has no Name: give it one, by which its notifications are known");
        }

        CheckSettings(section, Settings, name);
        if (Bind(section, name) is not { } options)
        {
            return new() { Name = name, On = [], Channels = [] };
        }

        return new()
        {
            Name = name,
            On = Words(options.On, name),
            Channels = Known(options.Channels, channels, "Channels", "a channel of Notifications:Channels", name),
            Providers = options.Providers.All(string.IsNullOrEmpty) ? [] : Known(options.Providers, providers, "Providers", "a provider that is built in", name),
            Stores = [.. options.Stores.Where(static store => store.Length > 0)],
            Consent = options.Consent is { Length: > 0 } consent ? consent : null,
            QuietHours = ReadQuietHours(section.GetSection("QuietHours"), options.QuietHours, name),
            Urgent = options.Urgent,
            Coalesce = Coalesce(options.CoalesceSeconds, name),
        };
    }

    private NotificationRuleOptions? Bind(IConfigurationSection section, string name)
    {
        try
        {
            return section.Get<NotificationRuleOptions>() ?? new();
        }
        catch (InvalidOperationException)
        {
            Errors.Add($"rule {name}: Urgent is true or false, and CoalesceSeconds a whole number: mend whichever is neither");
            return null;
        }
    }

    /// <summary>A setting that is misspelt would otherwise be left out in silence.</summary>
    private void CheckSettings(IConfigurationSection section, string[] known, string name)
    {
        foreach (var child in section.GetChildren())
        {
            if (!known.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
            {
                Errors.Add($"rule {name}: {child.Key} is no setting: use {string.Join(", ", known)}");
            }
        }
    }

    private List<string> Words(IList<string> on, string name)
    {
        List<string> words = [.. on.Where(static word => word.Length > 0)];
        if (words.Count == 0)
        {
            Errors.Add($"rule {name}: On is empty: list what to tell, such as headline:delivered");
        }

        foreach (var word in words)
        {
            if (RuleNames.Mistake(word) is { } mistake)
            {
                Errors.Add($"rule {name}: On holds {word}, which is no change: {mistake}");
            }
        }

        return words;
    }

    private List<string> Known(IList<string> asked, IReadOnlyCollection<string> known, string setting, string what, string name)
    {
        List<string> words = [.. asked.Where(static word => word.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];
        var all = known.Count == 0 ? "none is configured" : $"use {string.Join(", ", known)}";
        if (words.Count == 0)
        {
            Errors.Add($"rule {name}: {setting} is empty: name {what} ({all})");
        }

        for (var index = 0; index < words.Count; index++)
        {
            // Configuration does not tell cases apart; whatever is kept by name goes by the one spelling.
            if (known.FirstOrDefault(one => one.Equals(words[index], StringComparison.OrdinalIgnoreCase)) is { } spelt)
            {
                words[index] = spelt;
            }
            else
            {
                Errors.Add($"rule {name}: {setting} names {words[index]}, which is not {what}: {all}");
            }
        }

        return words;
    }

    private TimeSpan Coalesce(int seconds, string name)
    {
        if (seconds is < 0 or > LongestCoalesce)
        {
            Errors.Add($"rule {name}: CoalesceSeconds is out of range: set it to between 0 and {LongestCoalesce}");
            return TimeSpan.Zero;
        }

        return TimeSpan.FromSeconds(seconds);
    }

    private QuietHours? ReadQuietHours(IConfigurationSection section, QuietHoursOptions? options, string name)
    {
        if (options is null)
        {
            return null;
        }

        CheckSettings(section, QuietSettings, name);
        var zone = string.IsNullOrEmpty(options.TimeZone) ? null : Zone(options.TimeZone, $"rule {name}: QuietHours:TimeZone");
        if (Hour(options.From) is not { } from || Hour(options.To) is not { } to)
        {
            Errors.Add($"rule {name}: QuietHours has no From and To of the form 22:00: set both");
            return null;
        }

        if (from == to)
        {
            Errors.Add($"rule {name}: QuietHours begin and end at {options.From}: set From and To apart, or remove the rule to tell nobody at all");
            return null;
        }

        return new(from, to, zone);
    }

    private static TimeOnly? Hour(string? text)
        => TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var hour) ? hour : null;

    private TimeZoneInfo? Zone(string? text, string setting)
    {
        if (text is not null && TimeZoneInfo.TryFindSystemTimeZoneById(text, out var zone))
        {
            return zone;
        }

        Errors.Add($"{setting} names no time zone: use an IANA name, such as America/Sao_Paulo");
        return null;
    }
}
