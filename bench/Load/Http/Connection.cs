using System.Net;
using System.Net.Sockets;
using OrderRelay.Load.Events;

namespace OrderRelay.Load.Http;

/// <summary>
/// One keep-alive connection with at most one request under way. Plain non-blocking calls from one thread: the runtime's
/// asynchronous sockets would wake a thread per answer and take the server's cores.
/// </summary>
internal sealed class Connection(IPEndPoint target, EventStream events) : IDisposable
{
    private const int MaxAnswerBytes = 1 << 20;

    // SOL_TCP and TCP_SYNCNT: a server whose backlog is full must not hold the worker for minutes.
    private const int TcpLevel = 6;
    private const int TcpSynRetries = 7;

    private Socket? socket;
    private byte[] received = new byte[4096];
    private int filled;
    private byte[] unsent = [];

    public EventStream Events => events;

    public bool IsOpen => socket is not null;

    /// <summary>When the request under way was due; null when there is none.</summary>
    public long? DueAt { get; private set; }

    /// <summary>When the request under way was sent.</summary>
    public long SentAt { get; private set; }

    public bool WantsToWrite => unsent.Length > 0;

    public int Descriptor => socket is null ? -1 : (int)socket.SafeHandle.DangerousGetHandle();

    public bool TryOpen()
    {
        var fresh = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            fresh.SetRawSocketOption(TcpLevel, TcpSynRetries, BitConverter.GetBytes(1));
            fresh.Connect(target);
            fresh.Blocking = false;
        }
        catch (SocketException)
        {
            fresh.Dispose();
            return false;
        }

        socket = fresh;
        return true;
    }

    /// <summary>Starts a request.</summary>
    /// <returns>False when the connection turned out to be broken.</returns>
    public bool Send(ReadOnlySpan<byte> request, long dueAt, long now)
    {
        DueAt = dueAt;
        SentAt = now;
        return Write(request);
    }

    /// <summary>Goes on with a request that the socket did not take at once.</summary>
    /// <returns>False when the connection is broken.</returns>
    public bool SendRest() => Write(unsent);

    /// <summary>Reads what is there. A whole answer ends the request.</summary>
    /// <returns>The answer, or null when the connection is at its end.</returns>
    public Answer? Receive()
    {
        if (filled == received.Length && received.Length < MaxAnswerBytes)
            Array.Resize(ref received, received.Length * 2);

        var count = socket!.Receive(received.AsSpan(filled), SocketFlags.None, out var error);
        if (error == SocketError.WouldBlock)
            return Answer.Incomplete;

        if (error != SocketError.Success || count == 0)
            return null;

        filled += count;
        var answer = DueAt is null ? Answer.Malformed : AnswerParser.Parse(received.AsSpan(0, filled));
        if (answer.State == AnswerState.Whole)
        {
            filled = 0;
            DueAt = null;
        }

        return answer;
    }

    public void Close()
    {
        socket?.Dispose();
        socket = null;
        DueAt = null;
        filled = 0;
        unsent = [];
    }

    public void Dispose() => Close();

    private bool Write(ReadOnlySpan<byte> data)
    {
        var sent = socket!.Send(data, SocketFlags.None, out var error);
        if (error is not (SocketError.Success or SocketError.WouldBlock))
            return false;

        unsent = sent == data.Length ? [] : data[Math.Max(0, sent)..].ToArray();
        return true;
    }
}
