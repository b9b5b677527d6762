using System.Text;
using OrderRelay.Core.Api;

namespace OrderRelay.Local.Hosting;

/// <summary><c>GET /</c>: where to go from here, for whoever opens the address in a browser.</summary>
internal static class FrontPage
{
    public static ApiAnswer Answer { get; } = new(200, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(
        """
        OrderRelay is running.

          GET  /api/orders                                  orders, newest first
          GET  /api/orders/{provider}/{orderId}             one order
          GET  /api/orders/{provider}/{orderId}/events      its timeline, with the verdict on each event
          GET  /api/dead-letters                            what needs a person
          GET  /api/stats                                   counts and latencies
          POST /api/webhooks/{provider}                     for the providers

        Every route: /openapi/v1.json

        """));
}
