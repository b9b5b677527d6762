namespace OrderRelay.Core.Notifications;

/// <summary>One entry of <c>Notifications:Rules</c> as written in configuration. Empty entries of lists count as absent.</summary>
public sealed class NotificationRuleOptions
{
    public string? Name { get; set; }

    public IList<string> On { get; } = [];

    public IList<string> Providers { get; } = [];

    public IList<string> Stores { get; } = [];

    public IList<string> Channels { get; } = [];

    public string? Consent { get; set; }

    public QuietHoursOptions? QuietHours { get; set; }

    public bool Urgent { get; set; }

    public int CoalesceSeconds { get; set; }
}

/// <summary>Quiet hours as written in configuration: <c>22:00</c>, <c>08:00</c>, <c>America/Sao_Paulo</c>.</summary>
public sealed class QuietHoursOptions
{
    public string? From { get; set; }

    public string? To { get; set; }

    /// <summary>IANA name; the store's zone when absent.</summary>
    public string? TimeZone { get; set; }
}
