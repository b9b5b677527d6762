using System.Diagnostics;
using Azure.Messaging.ServiceBus;
using OrderRelay.Core.Telemetry;

namespace OrderRelay.Functions.ServiceBus;

/// <summary>
/// The span around one delivery of <c>order-events</c>, so that what its handling asks of storage shows in a trace. Messages of one
/// request go on in that request's trace; messages of several cannot, and are linked.
/// </summary>
internal static class DeliverySpan
{
    /// <summary>Null where nobody listens.</summary>
    public static Activity? Start(IReadOnlyList<ServiceBusReceivedMessage> messages)
    {
        if (!RelayTelemetry.Source.HasListeners())
        {
            return null;
        }

        var requests = RequestsOf(messages);
        var span = requests.Count == 1
            ? RelayTelemetry.Source.StartActivity("deliver", ActivityKind.Consumer, requests[0])
            : RelayTelemetry.Source.StartActivity("deliver", ActivityKind.Consumer, default(ActivityContext), links: requests.Select(static request => new ActivityLink(request)));
        return span?.SetTag("messaging.system", "servicebus").SetTag("messaging.batch.message_count", messages.Count);
    }

    private static List<ActivityContext> RequestsOf(IReadOnlyList<ServiceBusReceivedMessage> messages)
    {
        var requests = new List<ActivityContext>(messages.Count);
        foreach (var message in messages)
        {
            if (ActivityContext.TryParse(MessageReader.TraceParentOf(message), null, isRemote: true, out var request) && !requests.Contains(request))
            {
                requests.Add(request);
            }
        }

        return requests;
    }
}
