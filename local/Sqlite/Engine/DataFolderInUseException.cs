namespace OrderRelay.Local.Sqlite;

/// <summary>Another process owns the data folder.</summary>
public sealed class DataFolderInUseException : Exception
{
    public DataFolderInUseException()
    {
    }

    public DataFolderInUseException(string message)
        : base(message)
    {
    }

    public DataFolderInUseException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal DataFolderInUseException(string path, string? owner, Exception cause)
        : base($"{path} is in use by another orderrelay process{(string.IsNullOrEmpty(owner) ? "" : $" (pid {owner})")}; "
            + "stop it or choose another --data", cause)
    {
    }
}
