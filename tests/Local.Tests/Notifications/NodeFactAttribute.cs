namespace OrderRelay.Local.Tests.Notifications;

/// <summary>A test against a receiver from npm: skipped, with the reason, where there is no node or nothing can be installed.</summary>
public sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute() => Skip = NodeReceivers.Unavailable;
}
