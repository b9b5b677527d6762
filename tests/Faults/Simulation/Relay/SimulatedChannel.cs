using OrderRelay.Core.Notifications;
using OrderRelay.Faults.Simulation.World;

namespace OrderRelay.Faults.Simulation.Relay;

/// <summary>The one channel, to a receiver that is away now and then, refuses rarely, or answers and is not heard.</summary>
internal sealed class SimulatedChannel(SimulatedWorld world, SimulatedProcess process) : IChannelCatalog, INotificationChannel
{
    public const string ChannelName = "shop";

    public IReadOnlyCollection<string> Names => [ChannelName];

    public string Name => ChannelName;

    public string MaskedTarget => "https://shop.example/***";

    public INotificationChannel? Find(string name) => name == ChannelName ? this : null;

    public ValueTask<ChannelResult> SendAsync(NotificationMessage message, CancellationToken cancellationToken)
        => process.CallAsync(Port.Channel, "send", () => ValueTask.FromResult(Answer(message)));

    private ChannelResult Answer(NotificationMessage message)
    {
        if (!world.Faults.ReceiverFails())
        {
            Take(message);
            return new(ChannelStatus.Delivered, "HTTP 200");
        }

        switch (world.Random.Next(8))
        {
            case < 4:
                return new(ChannelStatus.Passing, "HTTP 503");
            case < 6:
                Take(message);
                return new(ChannelStatus.Passing, "timeout");
            case 6:
                return new(ChannelStatus.Passing, "HTTP 429", TimeSpan.FromSeconds(world.Random.Next(1, 600)));
            default:
                return new(ChannelStatus.Refused, "HTTP 400");
        }
    }

    private void Take(NotificationMessage message)
    {
        world.Trace.Add(process.Name, "is heard by the receiver", message.Id);
        world.Witness.Received(message.Id, Handling.Current?.StatusOf(message.Id));
    }
}
