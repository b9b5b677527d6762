using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace OrderRelay.Local.Tests.Hosting;

/// <summary>A request written out by hand: <see cref="HttpClient"/> joins a header given twice into one.</summary>
internal static class RawRequest
{
    /// <returns>The status of the answer.</returns>
    public static async Task<int> SendAsync(Uri url, string method, string path, byte[] body, params (string Name, string Value)[] headers)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(url.Host, url.Port);
        await using var stream = connection.GetStream();
        var head = new StringBuilder($"{method} {path} HTTP/1.1\r\nHost: {url.Authority}\r\nConnection: close\r\nContent-Length: {body.Length}\r\n");
        foreach (var (name, value) in headers)
        {
            _ = head.Append($"{name}: {value}\r\n");
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()));
        await stream.WriteAsync(body);
        using var reader = new StreamReader(stream);
        var status = await reader.ReadLineAsync();
        _ = await reader.ReadToEndAsync();
        return int.Parse(status!.Split(' ')[1], CultureInfo.InvariantCulture);
    }
}
