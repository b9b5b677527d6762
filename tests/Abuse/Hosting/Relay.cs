using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrderRelay.Core.Ports;
using OrderRelay.Local.Hosting;

namespace OrderRelay.Abuse.Hosting;

/// <summary>A relay on a free port with a folder of its own, which remembers every log line and shows what should never happen.</summary>
internal sealed class Relay : IAsyncDisposable
{
    public const string CaptainToken = "captain-secret-of-the-test";
    public const string AbbiamoToken = "abbiamo-secret-of-the-test";
    public const string OperatorKey = "operator-secret-of-the-test";

    private readonly DirectoryInfo folder;

    private Relay(RelayHost host, DirectoryInfo folder, LogLines log) => (Host, this.folder, Log) = (host, folder, log);

    public RelayHost Host { get; }

    /// <summary>Every line that anything in the process logged through it.</summary>
    public LogLines Log { get; }

    public string Folder => folder.FullName;

    /// <summary>Where to connect to, whatever it listens on.</summary>
    public IPEndPoint Address => new(IPAddress.Loopback, Host.Url.Port);

    /// <param name="address">What to listen on; null for loopback. Any other needs the operator's key, which it has.</param>
    /// <param name="settings">Beside a token of each provider.</param>
    public static async Task<Relay> StartAsync(IPAddress? address = null, params (string Name, string Value)[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("orderrelay-abuse-");
        var log = new LogLines();
        var all = new Dictionary<string, string?>
        {
            ["Providers:captain:Auth:Tokens:0"] = CaptainToken,
            ["Providers:abbiamo:Auth:Tokens:0"] = AbbiamoToken,
            ["Logging:LogLevel:Default"] = "Information",
        };
        if (address is not null)
        {
            all["Operator:Keys:alice"] = OperatorKey;
        }

        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        var host = await RelayHost.StartAsync(
            new()
            {
                Port = 0,
                Address = address ?? IPAddress.Loopback,
                DataFolder = Path.Combine(folder.FullName, "data"),
                Quiet = true,
                Settings = all,
                Services = services => services.AddSingleton<ILoggerProvider>(log),
            },
            default);
        return new(host, folder, log);
    }

    /// <summary>Returns once nothing is queued or on its way to the desk.</summary>
    public async Task DrainAsync()
    {
        var queue = Host.Services.GetRequiredService<IQueueDepthSource>();
        for (var asked = 0; asked < 60_000; asked++)
        {
            if (await queue.GetDepthAsync(default) is { Active: 0, Dead: 0, Scheduled: 0 })
            {
                return;
            }

            await Task.Delay(1);
        }

        Assert.Fail($"the queue was not drained: {await queue.GetDepthAsync(default)}");
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        folder.Delete(recursive: true);
    }

    internal sealed class LogLines : ILoggerProvider
    {
        private readonly ConcurrentQueue<(LogLevel Level, string Text)> lines = new();

        public IEnumerable<string> All => lines.Select(static line => line.Text);

        /// <summary>Those that say something broke.</summary>
        public IEnumerable<string> Errors => lines.Where(static line => line.Level >= LogLevel.Error).Select(static line => line.Text);

        public ILogger CreateLogger(string categoryName) => new Lines(categoryName, lines);

        public void Dispose()
        {
        }

        private sealed class Lines(string category, ConcurrentQueue<(LogLevel, string)> lines) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull
                => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
                => lines.Enqueue((logLevel, $"{category} {formatter(state, exception)} {(state is IEnumerable<KeyValuePair<string, object?>> values ? string.Join(' ', values) : "")} {exception}"));
        }
    }
}
