using Microsoft.Extensions.Configuration;
using OrderRelay.Contracts;
using OrderRelay.Core.Notifications;
using OrderRelay.Core.Orders;

namespace OrderRelay.Core.Tests.Notifications;

public sealed class NotificationRulesTests
{
    private static readonly string[] Good = ["Name=told", "On:0=headline:delivered", "Channels:0=shop"];

    [Theory]
    [InlineData("headline:*", "headline:delivered", true)]
    [InlineData("headline:delivered", "headline:delivered", true)]
    [InlineData("headline:delivered", "headline:failed", false)]
    [InlineData("delivery:*", "headline:delivered", false)]
    [InlineData("stalled", "stalled", true)]
    [InlineData("verdict:*", "verdict:conflict", true)]
    public void Rule_matches_its_words_and_a_star_what_stands_before_it(string on, string change, bool matches)
        => Assert.Equal(matches, Selected(Rule(on), change).Count == 1);

    [Fact]
    public void Provider_and_store_have_to_be_among_those_asked_for()
    {
        var rule = Rule("stalled");
        Assert.Single(Selected(rule with { Providers = ["abbiamo", "captain"] }));
        Assert.Empty(Selected(rule with { Providers = ["abbiamo"] }));
        Assert.Single(Selected(rule with { Stores = ["store-1"] }));
        Assert.Single(Selected(rule with { Stores = ["ext-1"] }));
        Assert.Empty(Selected(rule with { Stores = ["store-2"] }));
    }

    [Fact]
    public void Each_channel_is_told_once_of_the_first_change_that_matches()
    {
        var requests = Selected(Rule("headline:*") with { On = ["delivery:*", "headline:*"], Channels = ["shop", "chat"] }, "headline:delivered", "delivery:delivered");

        Assert.Equal([("shop", "headline:delivered"), ("chat", "headline:delivered")], requests.Select(static request => (request.Channel, request.Change)));
        Assert.Equal(2, requests.Select(static request => request.Id).Distinct().Count());
    }

    [Fact]
    public void Configured_rule_is_read_whole()
    {
        var rule = Assert.Single(NotificationRules.From(
            Configuration([.. Good, "Providers:0=CAPTAIN", "Stores:0=s1", "Stores:1=", "Consent=sms_opt_in", "Urgent=true", "CoalesceSeconds=90",
                "QuietHours:From=22:00", "QuietHours:To=08:00", "QuietHours:TimeZone=America/Sao_Paulo"]),
            ["captain"], ["shop"]).All);

        Assert.Equal(("told", "captain", "s1", "sms_opt_in", true, TimeSpan.FromSeconds(90)), (rule.Name, rule.Providers.Single(), rule.Stores.Single(), rule.Consent, rule.Urgent, rule.Coalesce));
        Assert.Equal(new QuietHours(new(22, 0), new(8, 0), TimeZoneInfo.FindSystemTimeZoneById("America/Sao_Paulo")), rule.QuietHours);
    }

    [Theory]
    [InlineData("On:1=headline:gone", "rule told: On holds headline:gone, which is no change: behind headline: use * or one of")]
    [InlineData("On:1=delivered", "rule told: On holds delivered, which is no change: use headline:")]
    [InlineData("On:1=verdict:applied", "rule told: On holds verdict:applied")]
    [InlineData("On:0=", "rule told: On is empty")]
    [InlineData("Channels:1=nobody", "rule told: Channels names nobody, which is not a channel of Notifications:Channels: use shop")]
    [InlineData("Channels:0=", "rule told: Channels is empty")]
    [InlineData("Providers:0=nobody", "rule told: Providers names nobody")]
    [InlineData("Name=", "Notifications:Rules:0 has no Name")]
    [InlineData("Chanels:0=shop", "rule told: Chanels is no setting: use Name, On")]
    [InlineData("Urgent=perhaps", "rule told: Urgent is true or false")]
    [InlineData("CoalesceSeconds=-1", "rule told: CoalesceSeconds is out of range")]
    [InlineData("QuietHours:From=22:00", "rule told: QuietHours has no From and To")]
    [InlineData("QuietHours:From=25:00|QuietHours:To=08:00", "rule told: QuietHours has no From and To")]
    [InlineData("QuietHours:From=22:00|QuietHours:To=22:00", "rule told: QuietHours begin and end at 22:00")]
    [InlineData("QuietHours:From=22:00|QuietHours:To=08:00|QuietHours:TimeZone=Nowhere", "rule told: QuietHours:TimeZone names no time zone")]
    [InlineData("QuietHours:From=22:00|QuietHours:To=08:00|QuietHours:Until=09:00", "rule told: Until is no setting")]
    public void Mistake_names_the_rule_and_the_mending(string settings, string error)
    {
        Assert.Empty(NotificationRules.Validate(Configuration(Good), ["captain"], ["shop"]));

        var errors = NotificationRules.Validate(Configuration([.. Good, .. settings.Split('|')]), ["captain"], ["shop"]);

        Assert.StartsWith(error, Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_rules_of_one_name_are_refused()
    {
        var configuration = Configuration(Good, second: Good);

        Assert.Equal(["told names two rules of Notifications:Rules: give each a name of its own"], NotificationRules.Validate(configuration, ["captain"], ["shop"]));
    }

    [Fact]
    public void All_mistakes_are_thrown_together()
    {
        var thrown = Assert.Throws<ArgumentException>(() => NotificationRules.From(Configuration([.. Good, "On:1=x", "CoalesceSeconds=-1"]), ["captain"], []));

        Assert.Equal(3, thrown.Message.Split("rule told").Length - 1);
    }

    private static NotificationRule Rule(string on) => new() { Name = "rule", On = [on], Channels = ["shop"] };

    private static IReadOnlyList<NotificationRequest> Selected(NotificationRule rule, params string[] changes) => RuleSelection.Select(
        [rule],
        new(new("captain", "o1"), new("e"), changes.Length == 0 ? ["stalled"] : changes, new Store { Id = "store-1", ExternalId = "ext-1" }, Samples.Noon));

    private static IConfiguration Configuration(string[] rule, string[]? second = null)
    {
        var settings = new Dictionary<string, string?>();
        foreach (var (number, lines) in (ReadOnlySpan<(int, string[])>)[(0, rule), (1, second ?? [])])
        {
            foreach (var line in lines)
            {
                var equals = line.IndexOf('=', StringComparison.Ordinal);
                settings[$"Notifications:Rules:{number}:{line[..equals]}"] = line[(equals + 1)..];
            }
        }

        return new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
    }
}
