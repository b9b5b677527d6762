namespace OrderRelay.Functions.ServiceBus;

/// <summary>The section <c>ServiceBus</c> of the settings.</summary>
public sealed class ServiceBusOptions
{
    /// <summary>Bodies above this size travel as a claim check. The Standard tier takes 256 KB a message, properties included;
    /// what is left is room for those.</summary>
    public int MaxBodyBytes { get; set; } = 192 * 1024;
}
