namespace OrderRelay.Functions.Blobs;

/// <summary>Bodies too large for a message or a row, kept as blobs.</summary>
public interface IBodyArchive
{
    /// <summary>Stores a body durably; one of that name is replaced.</summary>
    Task PutAsync(string name, ReadOnlyMemory<byte> body, CancellationToken cancellationToken);

    /// <summary>Reads a body; null when there is none of that name.</summary>
    Task<ReadOnlyMemory<byte>?> GetAsync(string name, CancellationToken cancellationToken);

    /// <summary>Removes every body whose name begins so.</summary>
    Task DeleteAllAsync(string prefix, CancellationToken cancellationToken);
}
