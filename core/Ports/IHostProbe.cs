namespace OrderRelay.Core.Ports;

/// <summary>Readiness: whether the queue and the store answer.</summary>
public interface IHostProbe
{
    /// <summary>Asks each part once.</summary>
    /// <returns>Name of each part (<c>queue</c>, <c>store</c>) with null for well, or what is wrong in words.</returns>
    ValueTask<IReadOnlyDictionary<string, string?>> ProbeAsync(CancellationToken cancellationToken);
}
