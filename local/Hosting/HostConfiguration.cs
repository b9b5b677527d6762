using System.Globalization;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using OrderRelay.Core.Pipeline;

namespace OrderRelay.Local.Hosting;

/// <summary>
/// .NET's configuration and Kestrel, as a relay uses them: <c>appsettings.json</c> in the working folder, then
/// environment variables, then the command line.
/// </summary>
internal static class HostConfiguration
{
    private const string HeadersTimeoutName = "Http:RequestHeadersTimeout";

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
        var headersTimeout = HeadersTimeout(builder.Configuration);
        builder.WebHost.ConfigureKestrel(kestrel => Configure(kestrel, options, headersTimeout));
        builder.Services.Configure<HostOptions>(static host => host.ShutdownTimeout = TimeSpan.FromSeconds(30));
        return builder;
    }

    /// <summary>Time that a client has for a request's head.</summary>
    private static TimeSpan HeadersTimeout(ConfigurationManager configuration) => configuration[HeadersTimeoutName] switch
    {
        null => TimeSpan.FromSeconds(15),
        var text when TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var time) && time > TimeSpan.Zero && time <= TimeSpan.FromHours(1) => time,
        _ => throw new StartupException($"{HeadersTimeoutName} is a time of at most an hour, such as 00:00:15."),
    };

    private static void Configure(KestrelServerOptions kestrel, RelayHostOptions options, TimeSpan headersTimeout)
    {
        kestrel.AddServerHeader = false;

        // Twice the limit of a webhook: the receiver answers 413 itself, in the words of every other refusal.
        kestrel.Limits.MaxRequestBodySize = 2 * ReceiveWebhook.MaxBodyBytes;

        // Whoever sends a part of a request and stays is cut off: a head by its time, a body by Kestrel's own least rate.
        kestrel.Limits.RequestHeadersTimeout = headersTimeout;
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
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

        // Its lines are off anyway; while it may log at all it makes an activity and a scope for each request.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
    }
}
