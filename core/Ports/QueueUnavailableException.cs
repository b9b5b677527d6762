namespace OrderRelay.Core.Ports;

/// <summary>The queue cannot take a message now (broker away, disk full): the caller is to try again later.</summary>
public sealed class QueueUnavailableException : Exception
{
    public QueueUnavailableException()
    {
    }

    public QueueUnavailableException(string message)
        : base(message)
    {
    }

    public QueueUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
