using System.Collections.Frozen;
using Microsoft.Extensions.Configuration;

namespace OrderRelay.Core.Notifications.Channels;

/// <summary>Every channel that configuration section <c>Notifications:Channels</c> names, built once at start.</summary>
public sealed class ChannelCatalog : IChannelCatalog, IDisposable
{
    private const string Root = "Notifications:Channels";
    private readonly FrozenDictionary<string, INotificationChannel> byName;

    /// <exception cref="ArgumentException">The configuration has errors; the message holds those of every channel.</exception>
    public ChannelCatalog(IConfiguration configuration, IOutboundNetwork network, TimeProvider time)
    {
        var errors = Validate(configuration);
        if (errors.Count > 0)
        {
            throw new ArgumentException(string.Join(Environment.NewLine, errors), nameof(configuration));
        }

        byName = configuration.GetSection(Root).GetChildren().ToFrozenDictionary(
            static section => section.Key,
            section => Create(section.Key, Options(section), network, time),
            StringComparer.OrdinalIgnoreCase);
    }

    public IReadOnlyCollection<string> Names => byName.Keys;

    /// <summary>Everything that is wrong with the settings of any channel; none when a catalogue can be built.</summary>
    public static IReadOnlyList<string> Validate(IConfiguration configuration)
    {
        List<string> errors = [];
        foreach (var section in configuration.GetSection(Root).GetChildren())
        {
            errors.AddRange(Validate(section));
        }

        return errors;
    }

    public INotificationChannel? Find(string name) => byName.GetValueOrDefault(name);

    public void Dispose()
    {
        foreach (var channel in byName.Values)
        {
            (channel as IDisposable)?.Dispose();
        }
    }

    // The binder throws for a number that is none, with the value in its message: say which settings, and not what they hold.
    private static IReadOnlyList<string> Validate(IConfigurationSection section)
    {
        try
        {
            return ChannelSettings.Validate(Options(section), section.Path, section.GetChildren().Select(static setting => setting.Key));
        }
        catch (InvalidOperationException)
        {
            return [$"{section.Path} holds a value of the wrong kind: Port and TimeoutSeconds are whole numbers, AllowInsecure and AllowPrivate are true or false"];
        }
    }

    private static ChannelOptions Options(IConfigurationSection section) => section.Get<ChannelOptions>() ?? new();

    private static INotificationChannel Create(string name, ChannelOptions options, IOutboundNetwork network, TimeProvider time)
        => ChannelSettings.KindOf(options) switch
        {
            ChannelKind.Email => new EmailChannel(name, options, time),
            ChannelKind.Slack => new ChatChannel(name, new HttpSender(options, network, time), SlackPayload.Of),
            ChannelKind.Teams => new ChatChannel(name, new HttpSender(options, network, time), TeamsPayload.Of),
            _ => new WebhookChannel(name, options, network, time),
        };
}
