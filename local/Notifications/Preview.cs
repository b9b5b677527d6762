using OrderRelay.Core.Notifications;
using OrderRelay.Core.Notifications.Channels;
using OrderRelay.Core.Notifications.Rendering;
using OrderRelay.Core.Pipeline;

namespace OrderRelay.Local.Notifications;

/// <summary>Renders sample orders as a relay would.</summary>
internal sealed class Preview
{
    /// <summary>How long after the last event the preview pretends to speak; an order must be quiet for longer to have stalled.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Late = TimeSpan.FromHours(3);

    private readonly TemplateSet templates;
    private readonly NotificationRenderer renderer;

    /// <exception cref="ArgumentException">The folder's templates cannot be used; the message says why.</exception>
    public Preview(string? folder)
    {
        var settings = new Dictionary<string, string?> { [TemplateSet.FolderSetting] = folder };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        templates = new(configuration);
        renderer = new(templates, new StoreTimeZones(configuration), new StallPolicy(StallPolicy.DefaultAfter));
    }

    public IReadOnlyList<string> Templates => templates.Names;

    public NotificationMessage Render(string template)
    {
        var order = SampleOrder.For(template);
        return renderer.Render(SampleOrder.Request(template, order), order, order.LastEventAt + (template is "stalled" ? Late : Soon));
    }

    /// <summary>What a receiver over HTTP would get.</summary>
    public static ReadOnlyMemory<byte> PayloadOf(NotificationMessage message, string channel) => channel switch
    {
        "slack" => SlackPayload.Of(message),
        "teams" => TeamsPayload.Of(message),
        _ => message.Json,
    };
}
