namespace OrderRelay.Local.Sqlite;

/// <summary>The data folder cannot be made or written to: not permitted, read-only, no space, no folder.</summary>
public sealed class DataFolderUnusableException : Exception
{
    public DataFolderUnusableException()
    {
    }

    public DataFolderUnusableException(string message)
        : base(message)
    {
    }

    public DataFolderUnusableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal static DataFolderUnusableException Because(string path, Exception cause)
        => new($"{path} cannot be used as data folder: {cause.Message.TrimEnd('.')}; mend that or choose another --data", cause);
}
