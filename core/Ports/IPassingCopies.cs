namespace OrderRelay.Core.Ports;

/// <summary>Copies of bodies that have passed through a host and lie where it has not written over them yet, such as a queue's log.</summary>
public interface IPassingCopies
{
    /// <summary>Removes those of messages that were handled. Runs after an erasure, whose order may have come that way.</summary>
    ValueTask RemoveAsync(CancellationToken cancellationToken);
}
