using System.Text.Json;
using OrderRelay.Local.Cli;
using OrderRelay.Local.Simulation;
using OrderRelay.Local.Tests.Hosting;

namespace OrderRelay.Local.Tests.Simulation;

/// <summary>The verb with its output, against whatever listens.</summary>
internal sealed class SimulationRig : IDisposable
{
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    public string Output => output.ToString();

    public string Error => error.ToString();

    public static TrafficOptions Rough { get; } = new()
    {
        Seed = 11,
        Begin = new(2026, 3, 13, 12, 0, 0, TimeSpan.Zero),
        Duplicates = 0.2,
        Reorder = 0.3,
        Late = 0.1,
        Junk = 0.05,
        Unknown = 0.05,
        Skew = TimeSpan.FromMinutes(4),
    };

    /// <summary>The credentials of <see cref="RelayUnderTest"/>.</summary>
    public static RequestCredential Tokens { get; } = RequestCredential.Token(null, new Dictionary<string, string>
    {
        ["captain"] = RelayUnderTest.CaptainToken,
        ["abbiamo"] = RelayUnderTest.AbbiamoToken,
    });

    public static SimulationOptions Options(Uri url, long orders) => new()
    {
        To = ReceiverAddress.Read(url.ToString())!,
        Traffic = Rough,
        Orders = orders,
        Connections = 4,
        RetrySpeed = 10_000,
        Settle = TimeSpan.FromSeconds(30),
        Grace = TimeSpan.FromMilliseconds(300),
    };

    public Task<int> RunAsync(SimulationOptions options, RequestCredential? credential = null, RelayClient? relay = null, CancellationToken cancellationToken = default)
        => new SimulateVerb(PeopleConsole.Plain(output), error, TimeProvider.System).RunAsync(options, credential ?? RequestCredential.None, relay, cancellationToken);

    /// <summary>Runs it with <c>--json</c>.</summary>
    public async Task<JsonElement> SummaryAsync(SimulationOptions options, RequestCredential? credential = null, RelayClient? relay = null)
    {
        var code = await RunAsync(options with { Json = true }, credential, relay);
        var summary = JsonDocument.Parse(Output).RootElement;
        Assert.Equal(summary.GetProperty("good").GetBoolean() ? ExitCodes.Ok : ExitCodes.Failed, code);
        return summary;
    }

    public void Dispose()
    {
        output.Dispose();
        error.Dispose();
    }
}
