using OrderRelay.Load.Http;
using OrderRelay.Load.Running;

namespace OrderRelay.Bench.Tests.Running;

public sealed class LoadRunTests
{
    private static readonly TimeSpan Stall = TimeSpan.FromMilliseconds(500);

    [LinuxFact]
    public async Task Open_loop_against_a_stalling_server_shows_the_stall_in_its_percentiles()
    {
        using var server = new StallingServer(stallAt: 100, Stall);
        server.Start();

        var result = await LoadRun.RunAsync(
            Options(server) with { Rate = 500, Duration = TimeSpan.FromSeconds(1), Warmup = TimeSpan.Zero }, CancellationToken.None);

        // About 250 of the 500 fell due within the stall, though only 4 connections felt it.
        Assert.Equal(500, result.Requests);
        Assert.True(result.AllAccepted);
        Assert.True(result.P99Milliseconds > 350, $"p99 was {result.P99Milliseconds} ms");
        Assert.True(result.P90Milliseconds > 200, $"p90 was {result.P90Milliseconds} ms");
    }

    [LinuxFact]
    public async Task Open_loop_counts_what_it_could_not_send_before_it_gave_up()
    {
        using var server = new StallingServer(stallAt: 1, TimeSpan.FromMinutes(10));
        server.Start();

        var result = await LoadRun.RunAsync(
            Options(server) with { Rate = 200, Duration = TimeSpan.FromSeconds(0.5), Warmup = TimeSpan.Zero, Timeout = TimeSpan.FromSeconds(0.3) },
            CancellationToken.None);

        Assert.Equal(100, result.Requests);
        Assert.False(result.AllAccepted);
        Assert.True(result.Failures["unsent"] > 0);
        Assert.True(result.P50Milliseconds >= 300, $"p50 was {result.P50Milliseconds} ms");
    }

    [LinuxFact]
    public async Task Closed_loop_sends_the_number_asked_for_and_no_more()
    {
        using var server = new StallingServer(stallAt: -1, Stall);
        server.Start();

        var result = await LoadRun.RunAsync(Options(server) with { Requests = 301, Warmup = TimeSpan.Zero }, CancellationToken.None);

        Assert.Equal((301, 301), (result.Requests, server.Requests));
        Assert.Equal(301, result.Statuses["202"]);
    }

    [LinuxFact]
    public async Task A_server_that_is_not_there_counts_as_failed_connections()
    {
        string url;
        using (var server = new StallingServer(-1, Stall))
        {
            server.Start();
            url = server.Url;
        }

        var options = new LoadOptions { Target = LoopbackTarget.Parse(url), Credential = "t", Connections = 1, Orders = 1, Warmup = TimeSpan.Zero, Duration = TimeSpan.FromSeconds(0.1) };
        var result = await LoadRun.RunAsync(options, CancellationToken.None);

        Assert.False(result.AllAccepted);
        Assert.True(result.Failures["connect"] > 0);
    }

    private static LoadOptions Options(StallingServer server) => new()
    {
        Target = LoopbackTarget.Parse(server.Url),
        Credential = "t",
        Connections = 4,
        Threads = 2,
        Orders = 40,
    };
}
