using System.Net.Sockets;
using System.Text;

namespace OrderRelay.Local.Tests.Hosting;

/// <summary>However the packets fall, every event is kept byte for byte.</summary>
public sealed class RequestBodyTests
{
    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(1)]
    [InlineData(97)]
    public async Task Requests_sent_one_behind_the_other_keep_their_own_bodies(int packet)
    {
        await using var relay = await RelayUnderTest.StartAsync();
        string[] bodies = [Bodies.CaptainText("order-1", "event-1"), Bodies.CaptainText("order-1", "event-2", "completed"), Bodies.CaptainText("order-1", "event-3", "failed")];
        var requests = string.Concat(bodies.Select((body, index) => $"""
            POST /api/webhooks/captain HTTP/1.1
            Host: {relay.Host.Url.Authority}
            Auth-Token: {RelayUnderTest.CaptainToken}
            Connection: {(index == bodies.Length - 1 ? "close" : "keep-alive")}
            Content-Length: {body.Length}


            """.ReplaceLineEndings("\r\n") + body));

        var answers = await SendAsync(relay.Host.Url, Encoding.ASCII.GetBytes(requests), packet);

        Assert.Equal(bodies.Length, answers.Split("HTTP/1.1 202 Accepted").Length - 1);
        await relay.DrainAsync();
        for (var index = 0; index < bodies.Length; index++)
        {
            Assert.Equal(bodies[index], await relay.Http.GetStringAsync(new Uri($"/api/orders/captain/order-1/events/order_status_updated:event-{index + 1}/raw", UriKind.Relative)));
        }
    }

    private static async Task<string> SendAsync(Uri url, byte[] requests, int packet)
    {
        using var connection = new TcpClient { NoDelay = true };
        await connection.ConnectAsync(url.Host, url.Port);
        await using var stream = connection.GetStream();
        foreach (var part in requests.Chunk(Math.Min(packet, requests.Length)))
        {
            await stream.WriteAsync(part);
        }

        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}
