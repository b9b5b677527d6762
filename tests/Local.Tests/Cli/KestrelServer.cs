using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OrderRelay.Local.Tests.Cli;

/// <summary>A real server on a free port that answers as a test says.</summary>
internal sealed class KestrelServer : IAsyncDisposable
{
    private readonly WebApplication app;

    private KestrelServer(WebApplication app) => this.app = app;

    public Uri Url => new(app.Urls.Single());

    public static async Task<KestrelServer> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        return new(app);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
