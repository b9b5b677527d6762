using MassTransit;
using RabbitMQ.Client;

namespace OrderRelay.Peers.MassTransit;

/// <summary>Broker, queue and consumer.</summary>
internal static class Messaging
{
    public const string Queue = "order-events";

    private const int BatchSize = 1000;
    private const int Batches = 2;

    public static void Configure(IBusRegistrationConfigurator bus, ConfigurationManager settings)
    {
        var consume = settings.GetValue("Consumer", true);
        if (consume)
            bus.AddConsumer<ProjectOrders>();

        bus.UsingRabbitMq((context, rabbit) =>
        {
            rabbit.Host(Host(settings), Port(settings), "/", static host => host.PublisherConfirmation = true);

            // Without the envelope a message is smaller, and cheaper to write and to read.
            rabbit.UseRawJsonSerializer(RawSerializerOptions.AnyMessageType | RawSerializerOptions.AddTransportHeaders, isDefault: true);
            if (consume)
                rabbit.ReceiveEndpoint(Queue, endpoint => Receive(endpoint, context));
        });
    }

    /// <summary>The queue exists before the first message, whether or not anything consumes from it yet.</summary>
    public static async Task DeclareAsync(ConfigurationManager settings)
    {
        var factory = new ConnectionFactory { HostName = Host(settings), Port = Port(settings) };
        await using var connection = await factory.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        var arguments = new Dictionary<string, object?> { ["x-queue-type"] = "quorum", ["x-quorum-initial-group-size"] = 1 };
        await channel.ExchangeDeclareAsync(Queue, ExchangeType.Fanout, durable: true);
        await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false, arguments);
        await channel.QueueBindAsync(Queue, Queue, routingKey: "");
    }

    private static void Receive(IRabbitMqReceiveEndpointConfigurator endpoint, IBusRegistrationContext context)
    {
        endpoint.SetQuorumQueue(1);
        endpoint.ConfigureConsumeTopology = false;
        endpoint.PrefetchCount = BatchSize * (Batches + 1);
        endpoint.ConcurrentMessageLimit = BatchSize * Batches;
        endpoint.ConfigureConsumer<ProjectOrders>(context, static consumer => consumer.Options<BatchOptions>(static batch => batch
            .SetMessageLimit(BatchSize)
            .SetConcurrencyLimit(Batches)
            .SetTimeLimit(TimeSpan.FromMilliseconds(20))));
    }

    private static string Host(ConfigurationManager settings) => settings["Rabbit:Host"] ?? "127.0.0.1";

    private static ushort Port(ConfigurationManager settings) => settings.GetValue<ushort>("Rabbit:Port", 5672);
}
