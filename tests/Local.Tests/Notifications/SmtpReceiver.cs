using System.Diagnostics;
using System.Text.Json;

namespace OrderRelay.Local.Tests.Notifications;

/// <summary>The mail server from npm, on a free port of this machine.</summary>
internal sealed class SmtpReceiver : IAsyncDisposable
{
    private readonly Process node;

    private SmtpReceiver(Process node, int port)
    {
        this.node = node;
        Port = port;
    }

    public int Port { get; }

    /// <param name="options">As <c>smtp.mjs</c> says.</param>
    public static async Task<SmtpReceiver> StartAsync(object? options = null)
    {
        var node = NodeReceivers.Start("smtp.mjs", JsonSerializer.Serialize(options ?? new { }));
        var line = await node.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException(await node.StandardError.ReadToEndAsync());
        return new(node, JsonDocument.Parse(line).RootElement.GetProperty("port").GetInt32());
    }

    /// <summary>What the server tells next.</summary>
    public async Task<JsonElement> NextAsync()
        => JsonDocument.Parse((await node.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)))!).RootElement;

    public async ValueTask DisposeAsync()
    {
        node.StandardInput.Close();
        await node.WaitForExitAsync();
        node.Dispose();
    }
}
