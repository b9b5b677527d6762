namespace OrderRelay.Faults.Simulation.Failures;

/// <summary>Breaks built into a world on purpose, to see that each is caught.</summary>
[Flags]
internal enum Plant
{
    None = 0,

    /// <summary>A webhook is acknowledged before the queue has it.</summary>
    AcknowledgeBeforeDurable = 1 << 0,

    /// <summary>Orders are written whatever version they have by then.</summary>
    NoVersionCheck = 1 << 1,

    /// <summary>A message is settled before its notifications are requested.</summary>
    SettleBeforeNotify = 1 << 2,

    /// <summary>Writes are answered before they are durable.</summary>
    SynchronousOff = 1 << 3,

    /// <summary>Each delivery of an event counts as an event of its own.</summary>
    IdentityPerDelivery = 1 << 4,

    /// <summary>A log line holds a credential.</summary>
    TokenInLog = 1 << 5,

    /// <summary>A log line holds a person's name.</summary>
    PersonInLog = 1 << 6,

    /// <summary>Webhooks with a wrong credential are let in.</summary>
    OpenDoor = 1 << 7,

    /// <summary>Bodies are parsed and written anew on their way.</summary>
    BodiesRewritten = 1 << 8,

    /// <summary>Every event reads its order's whole history.</summary>
    RereadsHistory = 1 << 9,

    /// <summary>Dead letters are removed from the queue before they are on the desk.</summary>
    RemoveBeforeCollect = 1 << 10,

    /// <summary>What was sent is not noted, so that it is sent with each delivery.</summary>
    ForgetsSent = 1 << 11,
}
