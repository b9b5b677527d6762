using OrderRelay.Core.Orders;

namespace OrderRelay.Core.Notifications;

/// <summary>What is to be done with a request now that its turn has come. A closed set.</summary>
internal abstract record Turn
{
    private Turn()
    {
    }

    public sealed record Send(INotificationChannel Channel, OrderState State) : Turn;

    /// <summary>Nothing, ever: it is no longer true, not wanted, or told otherwise.</summary>
    public sealed record Skip(string Text) : Turn;

    /// <summary>Nothing yet. Waiting is no attempt.</summary>
    public sealed record Wait(DateTimeOffset Until, string Text) : Turn;

    /// <summary>It waited for its receiver longer than anybody wants to be told.</summary>
    public sealed record GiveUp(string Text) : Turn;
}
