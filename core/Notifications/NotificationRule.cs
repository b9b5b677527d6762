namespace OrderRelay.Core.Notifications;

/// <summary>Whom to tell of what, as configured under <c>Notifications:Rules</c>.</summary>
public sealed record NotificationRule
{
    public required string Name { get; init; }

    /// <summary>Changes it matches: <c>headline:delivered</c>, <c>headline:*</c>, <c>verdict:conflict</c>, <c>stalled</c>, …</summary>
    public required IReadOnlyList<string> On { get; init; }

    /// <summary>Names of channels, each of which is told.</summary>
    public required IReadOnlyList<string> Channels { get; init; }

    /// <summary>Providers it is for; empty for all.</summary>
    public IReadOnlyList<string> Providers { get; init; } = [];

    /// <summary>Stores it is for, by id or external id; empty for all.</summary>
    public IReadOnlyList<string> Stores { get; init; } = [];

    /// <summary>A key of the order's custom fields that has to be true when it is sent; null asks nothing.</summary>
    public string? Consent { get; init; }

    /// <summary>When it has to wait; null for never.</summary>
    public QuietHours? QuietHours { get; init; }

    /// <summary>Quiet hours do not hold it up.</summary>
    public bool Urgent { get; init; }

    /// <summary>Of several changes of one order within so long only the latest is told; zero tells each.</summary>
    public TimeSpan Coalesce { get; init; }

    /// <summary>True when this rule is about that change.</summary>
    public bool Matches(string change)
    {
        foreach (var pattern in On)
        {
            if (pattern.EndsWith('*') ? change.StartsWith(pattern.AsSpan(0, pattern.Length - 1), StringComparison.Ordinal) : pattern == change)
            {
                return true;
            }
        }

        return false;
    }
}
