using System.Text.Json;
using OrderRelay.Local.Cli;
using OrderRelay.Local.Demo;
using OrderRelay.Local.Tests.Hosting;

namespace OrderRelay.Local.Tests.Demo;

/// <summary>The whole demo, small and fast, through the real host.</summary>
public sealed class DemoVerbTests : IDisposable
{
    private static readonly DemoOptions Small = new() { Orders = 6, Speed = 30 };

    private readonly StringWriter output = new();

    public void Dispose() => output.Dispose();

    [Fact]
    public async Task Demo_of_a_relay_in_order_exits_0_and_shows_everything()
    {
        Assert.Equal(ExitCodes.Ok, await RunAsync(Small));

        var shown = output.ToString();
        Assert.All(
            ["Orders", "Timeline of", "reopened", "Rejected, and why", "wrong token from captain", "invalid_field", "Figures", "p99", "Every accepted event is accounted for"],
            part => Assert.Contains(part, shown, StringComparison.Ordinal));
        Assert.DoesNotContain('\e', shown);
    }

    [Fact]
    public async Task Demo_in_json_is_one_document_that_adds_up()
    {
        Assert.Equal(ExitCodes.Ok, await RunAsync(Small with { Json = true, Seed = 9 }));

        var summary = JsonDocument.Parse(output.ToString()).RootElement;
        Assert.True(summary.GetProperty("accountedFor").GetBoolean());
        Assert.Equal(4, summary.GetProperty("refused").GetArrayLength());
        Assert.Equal(5, summary.GetProperty("deadLetters").GetArrayLength());

        var sent = summary.GetProperty("sent").EnumerateObject().ToDictionary(static kind => kind.Name, static kind => kind.Value.GetInt32());
        var stats = summary.GetProperty("stats");
        Assert.Equal(sent.Values.Sum() - 4, stats.GetProperty("accepted").GetInt32());
        Assert.Equal(sent["duplicate"] + sent["provider_retry"], stats.GetProperty("duplicates").GetInt32());
    }

    [Fact]
    public async Task Demo_of_a_relay_that_lost_an_event_exits_1_and_names_it()
    {
        string? lost = null;
        var verb = Verb(new TamperedAnswers("/events", timeline =>
        {
            var events = timeline["events"]!.AsArray();
            lost ??= (string)events[0]!["eventId"]!;
            if (events.FirstOrDefault(shown => (string)shown!["eventId"]! == lost) is { } row)
            {
                events.Remove(row);
            }
        }));

        Assert.Equal(ExitCodes.Failed, await verb.RunAsync(Small, CancellationToken.None));
        Assert.Contains("Not accounted for", output.ToString(), StringComparison.Ordinal);
        Assert.Contains(lost![^12..], string.Concat(output.ToString().Split('\n', StringSplitOptions.TrimEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Demo_of_a_relay_that_lost_a_dead_letter_exits_1()
    {
        var verb = Verb(new TamperedAnswers("/api/dead-letters", desk =>
        {
            var letters = desk["deadLetters"]!.AsArray();
            letters.Remove(letters.First(static letter => (string)letter!["reason"]! == "invalid_field"));
        }));

        Assert.Equal(ExitCodes.Failed, await verb.RunAsync(Small, CancellationToken.None));
    }

    [Fact]
    public async Task Demo_leaves_no_data_behind()
    {
        string? folder = null;
        var verb = new DemoVerb(PeopleConsole.Plain(output), Start, TimeProvider.System);

        await verb.RunAsync(Small, CancellationToken.None);

        Assert.NotNull(folder);
        Assert.False(Directory.Exists(folder));

        Task<IDemoHost> Start(string dataFolder, IReadOnlyDictionary<string, string?> settings, CancellationToken cancellationToken)
        {
            folder = dataFolder;
            return InProcessHost.StartAsync(dataFolder, settings, cancellationToken);
        }
    }

    [Fact]
    public async Task Kept_relay_answers_until_it_is_stopped_and_then_exits_0()
    {
        using var stop = new CancellationTokenSource();
        var kept = new KeptOutput(output);
        var running = new DemoVerb(PeopleConsole.Plain(kept), InProcessHost.StartAsync, TimeProvider.System).RunAsync(Small with { Keep = true }, stop.Token);

        Assert.Same(kept.Kept, await Task.WhenAny(kept.Kept, running));
        using var relay = RelayClient.For(new Uri(await kept.Kept));
        Assert.NotEqual(0, (await relay.StatsAsync(CancellationToken.None)).Accepted);

        await stop.CancelAsync();
        Assert.Equal(ExitCodes.Ok, await running);
    }

    private Task<int> RunAsync(DemoOptions options)
        => new DemoVerb(PeopleConsole.Plain(output), InProcessHost.StartAsync, TimeProvider.System).RunAsync(options, CancellationToken.None);

    private DemoVerb Verb(TamperedAnswers network) => new(PeopleConsole.Plain(output), InProcessHost.StartAsync, TimeProvider.System)
    {
        Network = () => network,
        SettleLimit = TimeSpan.Zero,
    };

    /// <summary>Tells the address of the kept relay once it is printed.</summary>
    private sealed class KeptOutput(StringWriter inner) : StringWriter
    {
        private readonly TaskCompletionSource<string> kept = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> Kept => kept.Task;

        public override void Write(string? value) => inner.Write(value);

        public override void WriteLine(string? value)
        {
            inner.WriteLine(value);
            if (value?.Trim() is { } line && line.EndsWith("/api/stats", StringComparison.Ordinal))
            {
                kept.TrySetResult(line[..^"/api/stats".Length]);
            }
        }
    }
}
