using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OrderRelay.Abuse.Hosting;

/// <summary>Bytes over a socket, and what came back: no client between that would mend them.</summary>
internal static class Wire
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Sends bytes and reads until the server closes.</summary>
    /// <param name="address">Whom.</param>
    /// <param name="request">What; one that asks for the connection to be closed, or one that is malformed.</param>
    /// <param name="end">Says that no more bytes follow: a server that waits for more gives up then, and one at work on a request may too.</param>
    public static async Task<WireAnswer> SendAsync(IPEndPoint address, ReadOnlyMemory<byte> request, bool end = false)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(address, limit.Token);
        await using var stream = new NetworkStream(socket);
        var reading = ReadAsync(stream, limit.Token);
        try
        {
            await stream.WriteAsync(request, limit.Token);
            if (end)
            {
                socket.Shutdown(SocketShutdown.Send);
            }
        }
        catch (IOException)
        {
            // Refused before all of it was sent: the answer says why, if there is one.
        }

        return new(await reading);
    }

    public static Task<WireAnswer> SendAsync(IPEndPoint address, string request, bool end = true) => SendAsync(address, Encoding.Latin1.GetBytes(request), end);

    /// <summary>A well-framed request as bytes; header values go out as Latin-1, whatever they hold.</summary>
    public static byte[] Request(string method, string target, ReadOnlySpan<byte> body, params IEnumerable<(string Name, string Value)> headers)
    {
        var head = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"{method} {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: {body.Length}\r\n"));
        foreach (var (name, value) in headers)
        {
            _ = head.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        return [.. Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()), .. body];
    }

    private static async Task<byte[]> ReadAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        using var answer = new MemoryStream();
        try
        {
            await stream.CopyToAsync(answer, cancellationToken);
        }
        catch (IOException)
        {
            // Reset behind the answer, or in its place.
        }

        return answer.ToArray();
    }
}

/// <summary>What a server sent until it closed; maybe nothing, maybe several answers.</summary>
internal sealed class WireAnswer(byte[] bytes)
{
    /// <summary>As it came, but for interim answers: whether a client that expects <c>100 Continue</c> is told so depends on how soon its body comes.</summary>
    public string Text { get; } = WithoutInterim(Encoding.Latin1.GetString(bytes));

    /// <summary>The first answer's status; 0 when there was none.</summary>
    public int Status => Text.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) ? int.Parse(Text.AsSpan(9, 3), CultureInfo.InvariantCulture) : 0;

    /// <summary>How many answers there were.</summary>
    public int Count => Text.Split("HTTP/1.1 ").Length - 1;

    public string Body => Text.IndexOf("\r\n\r\n", StringComparison.Ordinal) is var end and >= 0 ? Text[(end + 4)..] : "";

    public string? Header(string name)
    {
        foreach (var line in Text.Split("\r\n\r\n")[0].Split("\r\n").Skip(1))
        {
            if (line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
            {
                return line[(name.Length + 1)..].Trim();
            }
        }

        return null;
    }

    private static string WithoutInterim(string text)
    {
        while (text.StartsWith("HTTP/1.1 1", StringComparison.Ordinal) && text.IndexOf("\r\n\r\n", StringComparison.Ordinal) is var end and >= 0)
        {
            text = text[(end + 4)..];
        }

        return text;
    }
}
