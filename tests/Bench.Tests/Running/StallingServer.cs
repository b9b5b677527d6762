using System.Net;
using System.Net.Sockets;

namespace OrderRelay.Bench.Tests.Running;

/// <summary>Answers every request at once, except that one request brings all connections to a halt for a time.</summary>
internal sealed class StallingServer(int stallAt, TimeSpan stall) : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly TaskCompletionSource stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int requests;

    public string Url => $"http://{listener.LocalEndpoint}";

    public int Requests => Volatile.Read(ref requests);

    public void Start()
    {
        listener.Start();
        _ = AcceptAsync();
    }

    public void Dispose()
    {
        stop.Cancel();
        listener.Dispose();
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!stop.IsCancellationRequested)
            _ = ServeAsync(await listener.AcceptTcpClientAsync(stop.Token));
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var connection = client;
        var stream = client.GetStream();
        var buffer = new byte[64 * 1024];
        var filled = 0;
        while (await stream.ReadAsync(buffer.AsMemory(filled), stop.Token) is > 0 and var count)
        {
            filled += count;
            if (!IsWhole(buffer.AsSpan(0, filled)))
                continue;

            filled = 0;
            await PassAsync(Interlocked.Increment(ref requests));
            await stream.WriteAsync("HTTP/1.1 202 Accepted\r\nContent-Length: 2\r\n\r\n{}"u8.ToArray(), stop.Token);
        }
    }

    /// <summary>The stall is what is under test, hence a real time.</summary>
    private async Task PassAsync(int number)
    {
        if (number == stallAt)
        {
            await Task.Delay(stall, stop.Token);
            stalled.SetResult();
        }
        else if (stallAt > 0 && number > stallAt)
        {
            await stalled.Task;
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> request)
    {
        var headEnd = request.IndexOf("\r\n\r\n"u8);
        if (headEnd < 0)
            return false;

        var name = "Content-Length: "u8;
        var value = request[(request.IndexOf(name) + name.Length)..];
        _ = System.Buffers.Text.Utf8Parser.TryParse(value, out int length, out _);
        return request.Length == headEnd + 4 + length;
    }
}
