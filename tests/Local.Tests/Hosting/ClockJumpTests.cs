using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OrderRelay.Contracts;
using OrderRelay.Core.Pipeline;
using OrderRelay.Core.Ports;
using OrderRelay.Local.Hosting;
using OrderRelay.Local.Sqlite;
using OrderRelay.Local.Tests.Sqlite;

namespace OrderRelay.Local.Tests.Hosting;

/// <summary>The clock is set forward and back under a relay: nothing is lost, nothing is there twice.</summary>
public sealed class ClockJumpTests : IDisposable
{
    private const int Events = 240;

    private readonly TemporaryFolder folder = new();
    private readonly JumpingTime time = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Events_that_arrive_over_jumps_of_the_clock_are_each_there_once()
    {
        await using var host = await StartAsync();
        using var http = new HttpClient { BaseAddress = host.Url };
        for (var number = 0; number < Events; number++)
        {
            if (number % 40 == 20)
            {
                time.Jump(number % 80 == 20 ? TimeSpan.FromHours(2) : TimeSpan.FromHours(-3));
            }

            await PostAsync(http, number);
            if (number % 7 == 0)
            {
                await PostAsync(http, number);
            }
        }

        await RelayUnderTest.DrainAsync(host.Services);
        var store = host.Services.GetRequiredService<SqliteOrderStore>();
        for (var order = 0; order < 8; order++)
        {
            var rows = await store.ReadEventsAsync(new("captain", $"order-{order}"), default);
            Assert.Equal(Events / 8, rows.Count);
            Assert.Equal(Events / 8, rows.Select(static row => row.Event.Identity.Value).Distinct().Count());
            Assert.Equal(Events / 8, (await store.LoadAsync([new("captain", $"order-{order}")], default))[0]!.State.Events);
        }
    }

    /// <summary>A lock that a jump ends early: the event comes twice, the first one's settlement is late, and it is there once.</summary>
    [Fact]
    public async Task Event_in_hand_while_the_clock_jumps_is_projected_once()
    {
        await using var host = await StartAsync();
        using var http = new HttpClient { BaseAddress = host.Url };
        var store = host.Services.GetRequiredService<SqliteOrderStore>();
        using var entered = new SemaphoreSlim(0);
        using var go = new ManualResetEventSlim();
        store.Committer.BeforeCommit = () =>
        {
            _ = entered.Release();
            go.Wait();
        };
        await PostAsync(http, 1);
        Assert.True(await entered.WaitAsync(TimeSpan.FromSeconds(30)), "the event was never in hand");
        time.Jump(TimeSpan.FromHours(2));
        time.Passing.Advance(TimeSpan.FromMinutes(6));
        time.Jump(TimeSpan.FromHours(-3));
        store.Committer.BeforeCommit = null;
        go.Set();
        await PostAsync(http, 9);
        time.Jump(TimeSpan.FromHours(1));
        time.Passing.Advance(TimeSpan.FromMinutes(6));

        await RelayUnderTest.DrainAsync(host.Services);
        Assert.Equal(2, (await store.ReadEventsAsync(new("captain", "order-1"), default)).Count);
    }

    [Fact]
    public async Task Message_whose_lock_ended_comes_back_at_once_though_the_clock_is_set_back_meanwhile()
    {
        using var opened = DataFolder.Open(folder.Path);
        await using var queue = SqliteEventQueue.Open(opened, new(), time);
        _ = await queue.EnqueueAsync(Samples.Message("in-hand"), null, default);
        _ = await queue.ReceiveAsync(1, default);
        using var entered = new SemaphoreSlim(0);
        using var go = new ManualResetEventSlim();
        queue.Committer.BeforeCommit = () =>
        {
            _ = entered.Release();
            go.Wait();
        };
        time.Passing.Advance(TimeSpan.FromMinutes(6));
        Assert.True(await entered.WaitAsync(TimeSpan.FromSeconds(30)), "its lock did not end");
        time.Jump(TimeSpan.FromHours(-3));
        queue.Committer.BeforeCommit = null;
        go.Set();

        Assert.Equal(["in-hand"], await ReceiveAsync(queue, 1).WaitAsync(TimeSpan.FromSeconds(30)));
    }

    /// <summary>After several ends of the process with it in hand, a start gives the message a row of its own.</summary>
    [Fact]
    public async Task Message_that_a_start_set_aside_is_there_at_once_though_the_clock_is_set_back_before_the_next()
    {
        using var opened = DataFolder.Open(folder.Path);
        await using (var queue = SqliteEventQueue.Open(opened, new(), time))
        {
            _ = await queue.EnqueueAsync(Samples.Message("in-hand"), null, default);
        }

        for (var end = 0; end < PendingMessages.AloneFrom; end++)
        {
            await using var queue = SqliteEventQueue.Open(opened, new(), time);
            Assert.Single(await queue.ReceiveAsync(1, default));
        }

        await using (SqliteEventQueue.Open(opened, new(), time))
        {
            time.Jump(TimeSpan.FromHours(-3));
        }

        await using var last = SqliteEventQueue.Open(opened, new(), time);
        Assert.Equal(["in-hand"], await ReceiveAsync(last, 1).WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-3)]
    public async Task Scheduled_message_comes_due_once_its_time_has_come(int hours)
    {
        using var opened = DataFolder.Open(folder.Path);
        await using var queue = SqliteEventQueue.Open(opened, new(), time);
        _ = await queue.EnqueueAsync(Samples.Message("scheduled"), time.GetUtcNow().AddMinutes(82), default);
        _ = await queue.EnqueueAsync(Samples.Message("put-off"), null, default);
        var leased = await queue.ReceiveAsync(1, default);
        time.Jump(TimeSpan.FromHours(hours));
        await queue.SettleAsync([new(leased[0], new Outcome.Retry(TimeSpan.FromMinutes(80), "busy"))], default);
        List<string> received = [];
        if (hours > 0)
        {
            // By the clock its time has come; what was put off by a clock that was ahead waits for the moment that it named.
            received = await ReceiveAsync(queue, 1).WaitAsync(TimeSpan.FromSeconds(30));
            Assert.Equal(["scheduled"], received);
        }

        // The clock is put right on the way.
        var rest = ReceiveAsync(queue, 2 - received.Count);
        time.Passing.Advance(TimeSpan.FromMinutes(45));
        time.Jump(TimeSpan.FromHours(-hours));
        time.Passing.Advance(TimeSpan.FromMinutes(hours > 0 ? 156 : 38));
        received.AddRange(await rest.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(["put-off", "scheduled"], received.Order(StringComparer.Ordinal));
        Assert.Equal(0, (await queue.GetDepthAsync(default))!.Active);
        Assert.Equal(0, (await queue.GetDepthAsync(default))!.Scheduled);
    }

    private static async Task<List<string>> ReceiveAsync(SqliteEventQueue queue, int count)
    {
        List<string> received = [];
        while (received.Count < count)
        {
            var messages = await queue.ReceiveAsync(10, default);
            received.AddRange(messages.Select(static message => message.Message.MessageId));
            await queue.SettleAsync([.. messages.Select(static message => new Settlement(message, Outcome.Completed.Instance))], default);
        }

        return received;
    }

    private static async Task PostAsync(HttpClient http, int number)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/webhooks/captain");
        request.Content = RelayUnderTest.Json(Encoding.UTF8.GetBytes($$"""
            {"data":{"order_uuid":"order-{{number % 8}}","order_status":"in_progress"},"event_name":"order_status_updated","event_uuid":"u-{{number}}","created_at":"2026-03-01T10:{{number % 60:00}}:00Z"}
            """));
        request.Headers.Add("Auth-Token", RelayUnderTest.CaptainToken);
        using var answer = await http.SendAsync(request);
        Assert.Equal(202, (int)answer.StatusCode);
    }

    private Task<RelayHost> StartAsync()
        => RelayHost.StartAsync(new() { Port = 0, DataFolder = folder.Path, Quiet = true, Settings = RelayUnderTest.Credentials, Time = time }, default);
}
