namespace OrderRelay.Faults.Simulation.World;

/// <summary>What a process calls, and what can be away by itself.</summary>
internal enum Port
{
    Events,
    Notifications,
    Orders,
    Desk,
    Log,
    Operations,
    Channel,
    Request,
}
