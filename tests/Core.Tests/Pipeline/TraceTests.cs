using System.Diagnostics;
using OrderRelay.Core.Telemetry;
using static OrderRelay.Core.Tests.Pipeline.ProjectionRig;

namespace OrderRelay.Core.Tests.Pipeline;

public sealed class TraceTests
{
    [Fact]
    public async Task Trace_of_the_request_goes_on_behind_the_queue()
    {
        var parent = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded);
        List<Activity> spans = [];
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == RelayTelemetry.Name,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (span.TraceId == parent.TraceId)
                {
                    spans.Add(span);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var receiving = new ReceivingRig();
        using var projecting = new ProjectionRig();

        await receiving.PostAsync(Captain("u1", 10, "in_progress"), traceParent: $"00-{parent.TraceId}-{parent.SpanId}-01");
        await projecting.ProjectAsync([.. receiving.Queue.Messages]);

        var span = Assert.Single(spans);
        Assert.Equal(("project", ActivityKind.Consumer, parent.SpanId), (span.OperationName, span.Kind, span.ParentSpanId));
        Assert.Equal("applied", span.GetTagItem("orderrelay.verdict"));
    }
}
