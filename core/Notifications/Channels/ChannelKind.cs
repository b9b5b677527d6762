namespace OrderRelay.Core.Notifications.Channels;

/// <summary>What a channel speaks.</summary>
public enum ChannelKind
{
    /// <summary>JSON over HTTP, signed by Standard Webhooks.</summary>
    Webhook,

    /// <summary>E-mail over SMTP.</summary>
    Email,

    /// <summary>A Slack incoming webhook.</summary>
    Slack,

    /// <summary>A Teams workflow that is triggered by a webhook.</summary>
    Teams,
}
