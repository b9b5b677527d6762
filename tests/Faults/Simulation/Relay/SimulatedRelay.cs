using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrderRelay.Core;
using OrderRelay.Core.Notifications;
using OrderRelay.Core.Notifications.Rendering;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using OrderRelay.Core.Telemetry;
using OrderRelay.Faults.Simulation.Traffic;
using OrderRelay.Faults.Simulation.World;

namespace OrderRelay.Faults.Simulation.Relay;

/// <summary>The relay in one process: the pipeline as both hosts compose it, over this process's ports.</summary>
internal sealed class SimulatedRelay
{
    public const string Rule = "headlines";

    private static readonly IConfiguration Configuration = new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Providers:captain:Auth:Tokens:0"] = Credentials.Captain,
            ["Providers:abbiamo:Auth:Tokens:0"] = Credentials.Abbiamo,
            ["Notifications:Rules:0:Name"] = Rule,
            ["Notifications:Rules:0:On:0"] = "headline:*",
            ["Notifications:Rules:0:Channels:0"] = SimulatedChannel.ChannelName,
        })
        .Build();

    // What holds no state of an order is made once: templates are compiled, meters are registered with the process.
    private static readonly NotificationRenderer Renderer
        = new(new TemplateSet(Configuration), new StoreTimeZones(Configuration), StallPolicy.From(Configuration));

    private static readonly RelayTelemetry Telemetry = new(TimeProvider.System);

    private readonly ServiceProvider services;
    private readonly Dictionary<Type, object> resolved = [];

    public SimulatedRelay(SimulatedWorld world, SimulatedProcess process, int place)
    {
        var plants = new Plants(world, process);
        Events = new ProcessQueue(world, process, world.Events, Port.Events);
        Notifications = new ProcessQueue(world, process, world.Notifications, Port.Notifications);
        var orders = new ProcessOrders(world, process);
        var operations = new ProcessOperations(world, process);
        var log = new WatchedLog(world);
        Process = process;
        Place = place;
        Desk = new ProcessDesk(process, world.Desk);
        services = new ServiceCollection()
            .AddOrderRelayCore()
            .AddSingleton(Configuration)
            .AddSingleton<ILoggerFactory>(log)
            .AddSingleton(typeof(ILogger<>), typeof(Logger<>))
            .AddSingleton<TimeProvider>(process.Time)
            .AddSingleton(new Random(world.Random.Next()))
            .AddSingleton(Telemetry)
            .AddSingleton<INotificationRenderer>(Renderer)
            .AddSingleton<IChannelCatalog>(new SimulatedChannel(world, process))
            .AddSingleton(plants.OnProviders())
            .AddSingleton(plants.OnEvents(Events))
            .AddKeyedSingleton(NotificationMessages.QueueName, plants.OnNotifications(Notifications))
            .AddSingleton(plants.OnOrders(orders))
            .AddSingleton<IOrderQueries>(orders)
            .AddSingleton<IDeadLetterStore>(Desk)
            .AddSingleton(plants.OnLog(new ProcessLog(world, process)))
            .AddSingleton<IJobStore>(operations)
            .AddSingleton<IAuditLog>(operations)
            .BuildServiceProvider();
    }

    public SimulatedProcess Process { get; }

    /// <summary>Its place among the workers, from 0. The first carries out jobs.</summary>
    public int Place { get; }

    public ProcessQueue Events { get; }

    public ProcessQueue Notifications { get; }

    public IDeadLetterStore Desk { get; }

    /// <summary>A service, asked of the container once: it compiles what it is asked for again, which costs more than a whole world.</summary>
    public T Get<T>()
        where T : notnull
    {
        if (!resolved.TryGetValue(typeof(T), out var service))
        {
            resolved.Add(typeof(T), service = services.GetRequiredService<T>());
        }

        return (T)service;
    }
}
