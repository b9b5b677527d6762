namespace OrderRelay.Core.Ports;

/// <summary>A cursor that no earlier answer gave: the caller is to start again without one.</summary>
public sealed class InvalidCursorException : Exception
{
    public InvalidCursorException()
        : base("this cursor was not given by an earlier answer; start again without one")
    {
    }

    public InvalidCursorException(string message)
        : base(message)
    {
    }

    public InvalidCursorException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
