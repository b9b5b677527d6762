using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using OrderRelay.Faults.Disk;

namespace OrderRelay.Faults;

/// <summary>Clients that send a part of a request and stay (slow loris).</summary>
public sealed class SlowClientTests
{
    private const int Clients = 1000;

    [Fact]
    public async Task Thousand_clients_that_never_finish_keep_nobody_out_and_are_cut_off()
    {
        using var folder = new Folder();
        var ledger = new Ledger();
        var random = new Random(8);
        using var relay = RelayProcess.Start(folder.Path, new Dictionary<string, string>(), "Http:RequestHeadersTimeout=00:00:08");
        var url = await relay.ListensAsync();
        using (var first = new Shop(url, ledger))
        {
            Assert.Equal(HttpStatusCode.Accepted, await first.PostAsync(ledger.Next(random)));
        }

        var before = Descriptors(relay.Id);
        var hanging = new List<Socket>();
        try
        {
            for (var number = 0; number < Clients; number++)
            {
                hanging.Add(await HangAsync(url, number));
            }

            using (var shop = new Shop(url, ledger))
            {
                for (var sent = 0; sent < 50; sent++)
                {
                    Assert.Equal(HttpStatusCode.Accepted, await shop.PostAsync(ledger.Next(random)));
                }
            }

            await Task.WhenAll(hanging.Select(CutOffAsync)).WaitAsync(TimeSpan.FromSeconds(90));
            await DescriptorsGoBackAsync(relay.Id, before);
        }
        finally
        {
            hanging.ForEach(static socket => socket.Dispose());
        }

        await Drained.WaitAsync(url);
        Assert.Equal(0, await relay.SignalAsync("TERM"));
        await new Account(ledger).CheckAsync(folder.Path);
    }

    [Fact]
    public async Task Time_that_is_none_ends_the_process_with_3_and_says_what_to_write()
    {
        using var folder = new Folder();
        using var relay = RelayProcess.Start(folder.Path, new Dictionary<string, string>(), "Http:RequestHeadersTimeout=soon");

        Assert.Equal(3, await relay.ExitCodeAsync());
        Assert.Equal("orderrelay: Http:RequestHeadersTimeout is a time of at most an hour, such as 00:00:15.", relay.Complaints.Trim());
    }

    /// <summary>Two in three send half a head, the third a head and half a body.</summary>
    private static async Task<Socket> HangAsync(Uri url, int number)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, url.Port);
        var head = string.Create(CultureInfo.InvariantCulture, $"POST /api/webhooks/captain HTTP/1.1\r\nHost: shop-{number}\r\nAuth-Token: {RelayProcess.Token}\r\n");
        var text = number % 3 == 0 ? head + "Content-Type: application/json\r\nContent-Length: 400\r\n\r\n{\"event_name\":" : head + "Content-Ty";
        _ = await socket.SendAsync(Encoding.ASCII.GetBytes(text));
        return socket;
    }

    /// <summary>Reads whatever it is told, up to the end that the relay puts to it.</summary>
    private static async Task CutOffAsync(Socket socket)
    {
        var buffer = new byte[1024];
        try
        {
            while (await socket.ReceiveAsync(buffer) > 0)
            {
                Assert.DoesNotContain(" 202 ", Encoding.ASCII.GetString(buffer), StringComparison.Ordinal);
            }
        }
        catch (SocketException)
        {
            // A reset is an end too.
        }
    }

    /// <returns>Open descriptors of a process; 0 where the system does not show them.</returns>
    private static int Descriptors(int process)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/fd");
        return Directory.Exists(path) ? Directory.GetFileSystemEntries(path).Length : 0;
    }

    /// <summary>Asks until they are as few as before, but for some that the runtime keeps; the bound is one that only a leak reaches.</summary>
    private static async Task DescriptorsGoBackAsync(int process, int before)
    {
        for (var asked = 0; asked < 1000 && Descriptors(process) > before + 20; asked++)
        {
            await Task.Delay(20);
        }

        Assert.InRange(Descriptors(process), 0, before + 20);
    }
}
