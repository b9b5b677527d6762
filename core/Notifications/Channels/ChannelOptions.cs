namespace OrderRelay.Core.Notifications.Channels;

/// <summary>
/// One channel, from configuration section <c>Notifications:Channels:{name}</c>. Empty entries count as absent: a
/// deployment may pass a setting on that nobody has filled in.
/// </summary>
public sealed class ChannelOptions
{
    /// <summary><c>webhook</c>, <c>email</c>, <c>slack</c> or <c>teams</c>.</summary>
    public string? Kind { get; set; }

    /// <summary>For all but e-mail: where to post. A chat's address is a credential.</summary>
    public string? Url { get; set; }

    /// <summary>For a webhook: <c>whsec_…</c>. Each signs every message, so that a receiver can change from one to the next.</summary>
    public IList<string> Secrets { get; } = [];

    /// <summary>Lets a message, and the credentials with it, travel unencrypted.</summary>
    public bool AllowInsecure { get; set; }

    /// <summary>Lets <see cref="Url"/> lead into a private network, to this machine or to a cloud's metadata service.</summary>
    public bool AllowPrivate { get; set; }

    /// <summary>How long an attempt may take, in seconds.</summary>
    public int TimeoutSeconds { get; set; } = 15;

    /// <summary>For e-mail: the SMTP server.</summary>
    public string? Host { get; set; }

    /// <summary>For e-mail: the server's port for submission.</summary>
    public int Port { get; set; } = 587;

    /// <summary>For e-mail: <c>required</c>, or <c>none</c> for a server that needs no encryption, such as one on this machine.</summary>
    public string StartTls { get; set; } = "required";

    public string? User { get; set; }

    public string? Password { get; set; }

    /// <summary>For e-mail: the sender, such as <c>Corner Shop &lt;orders@shop.example&gt;</c>.</summary>
    public string? From { get; set; }

    /// <summary>For e-mail: everybody who gets each message.</summary>
    public IList<string> To { get; } = [];
}
