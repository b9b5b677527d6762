using System.Collections.Frozen;
using OrderRelay.Core.Orders;

namespace OrderRelay.Core.Notifications;

/// <summary>Every word that a rule's <c>On</c> may hold.</summary>
internal static class RuleNames
{
    private static readonly FrozenDictionary<string, IReadOnlyList<string>> Kinds = new Dictionary<string, IReadOnlyList<string>>
    {
        ["headline"] = StatusNames.Headlines,
        ["delivery"] = WireNames<DeliveryStatus>.All,
        ["preparation"] = WireNames<PreparationStatus>.All,
        ["item"] = WireNames<PreparationStatus>.All,
        ["verdict"] = [StatusNames.Of(Verdict.UnknownStatus), StatusNames.Of(Verdict.Conflict)],
    }.ToFrozenDictionary();

    /// <returns>What is wrong with a word and what would be right; null when it is right.</returns>
    public static string? Mistake(string word)
    {
        if (word == Happening.StalledChange)
        {
            return null;
        }

        var colon = word.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || !Kinds.TryGetValue(word[..colon], out var statuses))
        {
            return "use headline:…, delivery:…, preparation:…, item:…, verdict:… or stalled";
        }

        var status = word[(colon + 1)..];
        return status == "*" || statuses.Contains(status) ? null : $"behind {word[..colon]}: use * or one of {string.Join(", ", statuses)}";
    }
}
