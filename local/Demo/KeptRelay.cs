using Spectre.Console;

namespace OrderRelay.Local.Demo;

/// <summary>What to look at while <c>--keep</c> leaves the relay up.</summary>
internal static class KeptRelay
{
    private const string SampleBody =
        """{"event_name":"order_status_updated","event_uuid":"my-first","created_at":"2026-03-13T12:15:09.116+00:00","data":{"order_uuid":"my-order","order_status":"in_progress","published_at":1773404109.073236}}""";

    public static void Write(IAnsiConsole console, DemoOutcome outcome, Uri url, DemoProviders providers)
    {
        var address = url.ToString().TrimEnd('/');

        // Written past the console's own wrapping, which would break the lines for pasting.
        var lines = console.Profile.Out.Writer;
        lines.WriteLine("The relay stays up. Look at:");
        lines.WriteLine($"  {address}/");
        lines.WriteLine($"  {address}/api/orders");
        if (InterestingTimeline.Of(outcome.Picture) is { } timeline)
        {
            lines.WriteLine($"  {address}/api/orders/{timeline.Provider}/{timeline.OrderId}/events");
        }

        lines.WriteLine($"  {address}/api/dead-letters");
        lines.WriteLine($"  {address}/api/stats");
        lines.WriteLine("Send it something:");
        lines.WriteLine(
            $"  curl -X POST {address}/api/webhooks/captain -H '{DemoProviders.HeaderOf("captain")}: {providers.TokenOf("captain")}' -H 'Content-Type: application/json' -d '{SampleBody}'");
        lines.WriteLine("Ctrl+C stops it and removes its data.");
    }
}
