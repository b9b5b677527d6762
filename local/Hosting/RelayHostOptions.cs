using System.Net;

namespace OrderRelay.Local.Hosting;

/// <summary>How to start a relay in this process.</summary>
public sealed record RelayHostOptions
{
    public const int DefaultPort = 7071;
    public const string DefaultDataFolder = "./.orderrelay";

    /// <summary>TCP port; 0 takes a free one.</summary>
    public int Port { get; init; } = DefaultPort;

    /// <summary>Address to listen on. Any but a loopback address asks for credentials before it starts.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    public string DataFolder { get; init; } = DefaultDataFolder;

    /// <summary>Configuration that wins over files and environment (<c>Providers:captain:Auth:Tokens:0</c> → value).</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>No log on the console.</summary>
    public bool Quiet { get; init; }

    /// <summary>Makes a token for each provider that has no credential configured. Loopback only.</summary>
    public bool DevelopmentTokens { get; init; }

    /// <summary>Starts though the orders' file lacks events that it had, which a damaged log or an older file in its place has left it without.</summary>
    public bool AcceptLoss { get; init; }

    /// <summary>The clock; null for the system's. Tests that approve answers need one that stands still.</summary>
    public TimeProvider? Time { get; init; }

    /// <summary>Services of the embedding program's own, which win over the relay's: a further notification channel, say.</summary>
    public Action<IServiceCollection>? Services { get; init; }
}
