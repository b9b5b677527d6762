using Microsoft.AspNetCore.Server.Kestrel.Core;
using OrderRelay.Core.Pipeline;

namespace OrderRelay.Local.Hosting;

/// <summary>
/// .NET's configuration and Kestrel, as a relay uses them: <c>appsettings.json</c> in the working folder, then
/// environment variables, then the command line.
/// </summary>
internal static class HostConfiguration
{
    public static WebApplicationBuilder CreateBuilder(RelayHostOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ContentRootPath = Directory.GetCurrentDirectory(),

            // The watch for changes of appsettings.json covers the whole working folder, and with it the data folder: every
            // write of the queue's log would wake it. Settings are read at start.
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
        });
        builder.Configuration.AddInMemoryCollection(options.Settings);
        ConfigureLogging(builder, options.Quiet);
        builder.WebHost.UseSetting("urls", null);
        builder.WebHost.ConfigureKestrel(kestrel => Configure(kestrel, options));
        builder.Services.Configure<HostOptions>(static host => host.ShutdownTimeout = TimeSpan.FromSeconds(30));
        return builder;
    }

    private static void Configure(KestrelServerOptions kestrel, RelayHostOptions options)
    {
        kestrel.AddServerHeader = false;

        // Twice the limit of a webhook: the receiver answers 413 itself, in the words of every other refusal.
        kestrel.Limits.MaxRequestBodySize = 2 * ReceiveWebhook.MaxBodyBytes;
        kestrel.Listen(options.Address, options.Port);
    }

    /// <summary>A line per event is worth reading in an aggregator and noise on a terminal: it is off until asked for.</summary>
    private static void ConfigureLogging(WebApplicationBuilder builder, bool quiet)
    {
        if (quiet)
        {
            builder.Logging.ClearProviders();
        }

        if (builder.Configuration["Logging:LogLevel:Default"] is null)
        {
            builder.Logging.SetMinimumLevel(LogLevel.Warning);
        }

        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
    }
}
