using OrderRelay.Core.Providers;
using OrderRelay.Local.Hosting;
using Spectre.Console;

namespace OrderRelay.Local.Cli;

/// <summary>What <c>serve</c> says once it is up: where it listens, and one line that works when pasted.</summary>
internal static class ServeBanner
{
    private const string SampleBody =
        """{"event_name":"order_status_updated","event_uuid":"first-try","created_at":"2025-03-13T08:15:09.116+00:00","data":{"order_uuid":"a99fb9d86f25","order_status":"in_progress","published_at":1741853709.073236}}""";

    public static void Print(IAnsiConsole console, RelayHost host, string dataFolder)
    {
        var url = host.Url.ToString().TrimEnd('/');
        console.MarkupLineInterpolated($"[bold]OrderRelay[/] listens on [link]{url}[/], data in {dataFolder}");
        foreach (var (name, token) in host.DevelopmentTokens)
        {
            console.MarkupLineInterpolated($"  development token for [bold]{name}[/]: {token}");
        }

        if (host.DevelopmentTokens.TryGetValue("captain", out var captain))
        {
            var header = ProviderCatalog.Default.Find("captain")!.Authentication.Header;
            console.WriteLine();
            console.WriteLine("Send a first event (paste this in another terminal):");
            // Written past the console's own wrapping, which would break the line for pasting.
            console.Profile.Out.Writer.WriteLine($"  curl -X POST {url}/api/webhooks/captain -H '{header}: {captain}' -H 'Content-Type: application/json' -d '{SampleBody}'");
            console.Profile.Out.Writer.WriteLine($"  curl {url}/api/orders/captain/a99fb9d86f25/events");
            console.WriteLine();
        }

        console.WriteLine("Ctrl+C stops it; what is queued stays queued.");
    }
}
