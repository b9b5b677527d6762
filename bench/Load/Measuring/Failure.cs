namespace OrderRelay.Load.Measuring;

/// <summary>Why a request got no answer.</summary>
internal enum Failure
{
    /// <summary>No connection could be made.</summary>
    Connect,

    /// <summary>The connection ended before the answer was whole.</summary>
    Closed,

    /// <summary>What came was no HTTP/1.1 answer.</summary>
    Malformed,

    /// <summary>No answer within the time allowed.</summary>
    TimedOut,

    /// <summary>Due within the window, but no connection was free for it before the run gave up.</summary>
    Unsent,
}
