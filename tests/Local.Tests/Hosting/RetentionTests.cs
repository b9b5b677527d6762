using System.Text;
using OrderRelay.Contracts;
using OrderRelay.Contracts.Providers;
using OrderRelay.Local.Hosting;
using OrderRelay.Local.Tests.Sqlite;

namespace OrderRelay.Local.Tests.Hosting;

public sealed class RetentionTests
{
    private const string Personal = "zq-personal-value-qz";

    [Fact]
    public async Task What_has_had_its_time_is_swept_out_of_answers_and_files_and_statuses_stay()
    {
        var body = ProviderSample.Of("captain", "item_status_updated.being_prepared.json").WithEach(["data.recipient.name", "data.recipient.phone_number"], Personal);
        var order = "/api/orders/captain/" + ProviderSample.Of("captain", "item_status_updated.being_prepared.json").Text("data.order_uuid");
        var time = new FakeTime();
        using var folder = new TemporaryFolder();
        var settings = RelayUnderTest.Credentials;
        settings["Retention:RawBodies"] = "01:00:00";
        settings["Retention:PersonalData"] = "03:00:00";
        settings["Retention:SweepEvery"] = "00:05:00";
        settings["Retention:DeadLetters"] = "02:00:00";
        await using (var host = await RelayHost.StartAsync(new() { Port = 0, DataFolder = folder.Path, Quiet = true, Settings = settings, Time = time }, default))
        {
            using var http = new HttpClient { BaseAddress = host.Url };
            var id = await AcceptAsync(http, body);
            _ = await AcceptAsync(http, Encoding.UTF8.GetBytes(Bodies.CaptainText("order-2", "event-2", createdAt: Personal)));
            await RelayUnderTest.DrainAsync(host.Services);
            var raw = $"{order}/events/{Uri.EscapeDataString(id)}/raw";
            Assert.Equal(200, await StatusAsync(http, raw));

            await UntilAsync(time, TimeSpan.FromMinutes(61), async () => await StatusAsync(http, raw) == 410);
            Assert.Contains(Personal, await http.GetStringAsync(new Uri(order, UriKind.Relative)), StringComparison.Ordinal);

            await UntilAsync(time, TimeSpan.FromHours(2), async () =>
                !(await http.GetStringAsync(new Uri(order, UriKind.Relative))).Contains(Personal, StringComparison.Ordinal)
                && (await http.GetStringAsync(new Uri("/api/dead-letters", UriKind.Relative))).Contains("erasedAt", StringComparison.Ordinal));
            Assert.Contains("preparing", await http.GetStringAsync(new Uri(order, UriKind.Relative)), StringComparison.Ordinal);
        }

        foreach (var file in Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories))
        {
            Assert.True(File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(Personal)) < 0, $"{Path.GetFileName(file)} holds it");
        }
    }

    [Theory]
    [InlineData("Retention:RawBodies", "often")]
    [InlineData("Retention:SweepEvery", "00:00:00")]
    public async Task Setting_that_makes_no_sense_keeps_the_relay_from_starting(string name, string value)
    {
        var failure = await Assert.ThrowsAsync<StartupException>(() => RelayUnderTest.StartAsync((name, value)));
        Assert.Contains(name, failure.Message, StringComparison.Ordinal);
    }

    private static async Task<string> AcceptAsync(HttpClient http, byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/webhooks/captain") { Content = RelayUnderTest.Json(body) };
        request.Headers.Add("Auth-Token", RelayUnderTest.CaptainToken);
        using var answer = await http.SendAsync(request);
        Assert.Equal(202, (int)answer.StatusCode);
        return (string)System.Text.Json.Nodes.JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["eventId"]!;
    }

    private static async Task<int> StatusAsync(HttpClient http, string path)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
        return (int)answer.StatusCode;
    }

    /// <summary>Moves the clock, then on in small steps while the sweep, which waits between its pages, goes on.</summary>
    private static async Task UntilAsync(FakeTime time, TimeSpan first, Func<Task<bool>> reached)
    {
        time.Advance(first);
        for (var tries = 0; tries < 3000; tries++)
        {
            if (await reached())
            {
                return;
            }

            time.Advance(TimeSpan.FromMinutes(1));
            await Task.Delay(10);
        }

        Assert.Fail("the sweep did not get there");
    }
}
